import { amazonLinux, eksImage, type AmiType, type Image } from '../ec2/images.ts'
import { EKS_VERSIONS } from '../eks/data/versions.ts'

/** A parameter that AWS publishes. */
export interface PublicParameter {
  Name: string
  Value: string
  LastModifiedDate: number
}

const VARIANTS: readonly (readonly [path: string, amiType: AmiType])[] = [
  ['amazon-linux-2023/x86_64/standard', 'AL2023_x86_64_STANDARD'],
  ['amazon-linux-2023/arm64/standard', 'AL2023_ARM_64_STANDARD'],
]

/** The parameters of AWS that name images, for one region.
 *  @see https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html */
export function publicParameters(region: string): PublicParameter[] {
  const found: PublicParameter[] = []
  const add = (Name: string, Value: string, image: Image) =>
    found.push({ Name, Value, LastModifiedDate: Date.parse(image.created) })
  for (const version of EKS_VERSIONS) {
    for (const [path, amiType] of VARIANTS) {
      const base = `/aws/service/eks/optimized-ami/${version.version}/${path}/recommended`
      const image = eksImage(region, version, amiType)
      const { releaseVersion } = version.node
      add(
        base,
        JSON.stringify({
          schema_version: '2',
          image_id: image.id,
          image_name: image.name,
          release_version: releaseVersion,
        }),
        image,
      )
      add(`${base}/image_id`, image.id, image)
      add(`${base}/image_name`, image.name, image)
      add(`${base}/release_version`, releaseVersion, image)
    }
    for (const [arch, amiType] of [
      ['x86_64', 'BOTTLEROCKET_x86_64'],
      ['arm64', 'BOTTLEROCKET_ARM_64'],
    ] as const) {
      const image = eksImage(region, version, amiType)
      add(`/aws/service/bottlerocket/aws-k8s-${version.version}/${arch}/latest/image_id`, image.id, image)
    }
  }
  for (const arch of ['x86_64', 'arm64'] as const) {
    const image = amazonLinux(region, arch)
    add(`/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${arch}`, image.id, image)
  }
  return found
}

/** A parameter as SSM answers it. */
export const viewParameter = (region: string, parameter: PublicParameter): object => ({
  ...parameter,
  Type: 'String',
  Version: 1,
  ARN: `arn:aws:ssm:${region}::parameter${parameter.Name}`,
  DataType: 'text',
})
