import type { Account, SessionCredentials } from '#aws'
import { kinds, type Client, type Pod } from '#cluster'

const STS_AUDIENCE = 'sts.amazonaws.com'
const POD_IDENTITY_AUDIENCE = 'pods.eks.amazonaws.com'
/** Credentials are asked for anew when less time is left than this. */
const REFRESH_MS = 5 * 60_000

/** A pod that asks AWS for something. */
interface Asker {
  account: Account
  region: string
  clusterName: string
  pod: Pod
  /** Acts as the kubelet of the pod's node. */
  kubelet: Client
}

/** What a process in a pod signs its requests with, found in the order in which AWS' SDKs look: the role of its service account, its Pod
 *  Identity association, the role of its node. Rejects with an AwsError, or an Error in the SDK's words. */
export function createPodCredentials(asker: Asker): () => Promise<SessionCredentials> {
  let current: SessionCredentials | undefined
  return async () => {
    if (!current || current.expiresMs - asker.account.core.clock.now() < REFRESH_MS) current = await obtain(asker)
    return current
  }
}

async function obtain(asker: Asker): Promise<SessionCredentials> {
  const { account, region, clusterName, pod, kubelet } = asker
  const env = new Map(pod.spec?.containers[0]?.env?.map(({ name, value }) => [name, value]))
  const roleArn = env.get('AWS_ROLE_ARN')
  if (roleArn !== undefined) {
    const input = {
      RoleArn: roleArn,
      RoleSessionName: `${account.core.clock.now()}`,
      WebIdentityToken: await tokenFor(asker, STS_AUDIENCE),
    }
    const { Credentials } = await account.invoke('sts', 'AssumeRoleWithWebIdentity', input, region)
    const { AccessKeyId, SessionToken, Expiration } = Credentials as Record<string, string>
    return { accessKeyId: AccessKeyId!, sessionToken: SessionToken!, expiresMs: Date.parse(Expiration!) }
  }
  const node = await kubelet.get(kinds.Node, pod.spec?.nodeName ?? '')
  const instanceId = node.spec?.providerID?.split('/').at(-1) ?? ''
  const ofNode = account.credentialsOfInstance(instanceId, region)
  if (!ofNode) throw new Error('no EC2 IMDS role found, operation error ec2imds: GetMetadata, StatusCode: 404')
  if (!env.has('AWS_CONTAINER_CREDENTIALS_FULL_URI')) return ofNode
  const agent = account.core.in(region).here.eks.clusters[clusterName]?.addons['eks-pod-identity-agent']
  if (agent?.status !== 'ACTIVE')
    throw new Error(
      'failed to load credentials, exceeded maximum number of attempts, 3, dial tcp 169.254.170.23:80: connect: connection refused',
    )
  const input = { clusterName, token: await tokenFor(asker, POD_IDENTITY_AUDIENCE) }
  const { credentials } = await account.invokeWith(ofNode, 'eks-auth', 'AssumeRoleForPodIdentity', input, region)
  const { accessKeyId, sessionToken, expiration } = credentials as Record<string, string>
  return {
    accessKeyId: accessKeyId!,
    sessionToken: sessionToken!,
    expiresMs: typeof expiration === 'number' ? expiration * 1000 : Date.parse(expiration!),
  }
}

async function tokenFor({ kubelet, pod }: Asker, audience: string): Promise<string> {
  const { name, uid, namespace = '' } = pod.metadata
  const request = {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    metadata: {},
    spec: { audiences: [audience], boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name, uid } },
  }
  const account = pod.spec?.serviceAccountName ?? 'default'
  const answer = await kubelet.createSubresource(kinds.ServiceAccount, account, 'token', request, { namespace })
  return (answer as unknown as { status: { token: string } }).status.token
}
