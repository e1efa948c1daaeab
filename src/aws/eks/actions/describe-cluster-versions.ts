import { DEFAULT_VERSION, EKS_VERSIONS, type EksVersion } from '../data/versions.ts'
import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'

interface Input extends PageInput {
  clusterType?: string
  defaultOnly?: boolean
  includeAll?: boolean
  clusterVersions?: string[]
  status?: string
  versionStatus?: string
}

/** Phase of support of a version at a time. */
function statusOf(
  { standardEnds, extendedEnds }: EksVersion,
  nowMs: number,
): 'STANDARD_SUPPORT' | 'EXTENDED_SUPPORT' | 'UNSUPPORTED' {
  if (nowMs < Date.parse(standardEnds)) return 'STANDARD_SUPPORT'
  return nowMs < Date.parse(extendedEnds) ? 'EXTENDED_SUPPORT' : 'UNSUPPORTED'
}

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeClusterVersions.html */
export const describeClusterVersions = defineAction<Input>({
  name: 'DescribeClusterVersions',
  handle({ account }, input) {
    const now = account.clock.now()
    const found = EKS_VERSIONS.filter((version) => {
      const status = statusOf(version, now)
      return (
        (input.includeAll || input.clusterVersions || status !== 'UNSUPPORTED') &&
        (input.clusterVersions?.includes(version.version) ?? true) &&
        (!input.defaultOnly || version.version === DEFAULT_VERSION) &&
        (input.versionStatus === undefined || input.versionStatus === status) &&
        (input.status === undefined || input.status === oldForm(status))
      )
    })
    const { items, ...rest } = page(found, input)
    return {
      clusterVersions: items.map((version) => {
        const status = statusOf(version, now)
        return {
          clusterVersion: version.version,
          clusterType: input.clusterType ?? 'eks',
          defaultPlatformVersion: version.platformVersion,
          defaultVersion: version.version === DEFAULT_VERSION,
          releaseDate: Date.parse(version.released),
          endOfStandardSupportDate: Date.parse(version.standardEnds),
          endOfExtendedSupportDate: Date.parse(version.extendedEnds),
          status: oldForm(status),
          versionStatus: status,
          kubernetesPatchVersion: version.patch,
        }
      }),
      ...rest,
    }
  },
})

/** `standard-support`, as the first form of the member says it. */
const oldForm = (status: string) => status.toLowerCase().replace('_', '-')
