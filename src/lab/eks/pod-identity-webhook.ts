import type { Account } from '#aws'
import { kinds, type AdmissionPlugin, type Pod } from '#cluster'

const ROLE = 'eks.amazonaws.com/role-arn'
const AUDIENCE = 'eks.amazonaws.com/audience'
const EXPIRATION = 'eks.amazonaws.com/token-expiration'
const DAY_SECONDS = 86_400

/** What a pod is given to become a role of AWS'. */
interface Identity {
  volume: string
  audience: string
  expirationSeconds: number
  directory: string
  file: string
  env: Readonly<Record<string, string>>
}

/**
 * EKS' webhook `pod-identity-webhook`: pods whose service account has a Pod Identity association, or names a role, get a token for it.
 * @param account the account, which exists only after its clusters
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
 */
export function createPodIdentityWebhook(account: () => Account, region: string, clusterName: string): AdmissionPlugin {
  return {
    name: 'pod-identity-webhook',
    mutate({ resource, subresource, operation, namespace, object }, context) {
      if (resource.type.plural !== 'pods' || resource.type.group !== '' || subresource || operation !== 'CREATE') return
      const pod = object as unknown as Pod
      const name = pod.spec?.serviceAccountName ?? 'default'
      const associations = account().core.in(region).here.eks.clusters[clusterName]?.podIdentityAssociations ?? {}
      const isAssociated = Object.values(associations).some(
        (one) => one.namespace === namespace && one.serviceAccount === name,
      )
      const annotations = context.read(kinds.ServiceAccount, name, namespace)?.metadata.annotations ?? {}
      if (isAssociated) give(pod, region, podIdentity)
      else if (annotations[ROLE]) give(pod, region, roleOfAccount(annotations))
    },
  }
}

const podIdentity: Identity = {
  volume: 'eks-pod-identity-token',
  audience: 'pods.eks.amazonaws.com',
  expirationSeconds: DAY_SECONDS,
  directory: '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount',
  file: 'eks-pod-identity-token',
  env: {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE:
      '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token',
  },
}

const roleOfAccount = (annotations: Readonly<Record<string, string>>): Identity => ({
  volume: 'aws-iam-token',
  audience: annotations[AUDIENCE] ?? 'sts.amazonaws.com',
  expirationSeconds: Number(annotations[EXPIRATION] ?? DAY_SECONDS),
  directory: '/var/run/secrets/eks.amazonaws.com/serviceaccount',
  file: 'token',
  env: {
    AWS_ROLE_ARN: annotations[ROLE] ?? '',
    AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
  },
})

function give({ spec }: Pod, region: string, identity: Identity): void {
  const { volume, audience, expirationSeconds, directory, file, env } = identity
  if (!spec || spec.volumes?.some(({ name }) => name === volume)) return
  const added = Object.entries({
    AWS_STS_REGIONAL_ENDPOINTS: 'regional',
    AWS_DEFAULT_REGION: region,
    AWS_REGION: region,
    ...env,
  }).map(([name, value]) => ({ name, value }))
  for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
    const own = new Set(container.env?.map(({ name }) => name))
    container.env = [...(container.env ?? []), ...added.filter(({ name }) => !own.has(name))]
    container.volumeMounts = [...(container.volumeMounts ?? []), { name: volume, mountPath: directory, readOnly: true }]
  }
  const source = { serviceAccountToken: { audience, expirationSeconds, path: file } }
  spec.volumes = [...(spec.volumes ?? []), { name: volume, projected: { defaultMode: 420, sources: [source] } }]
}
