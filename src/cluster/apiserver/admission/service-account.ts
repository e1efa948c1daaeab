import { forbidden } from '../../apimachinery/errors.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { Container, Pod, ServiceAccount, Volume } from '../../resources/generated/types.ts'
import { VOLUME_TOKEN_SECONDS } from '../authn/service-account-tokens.ts'
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin } from './admission.ts'

const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount'
const MIRROR = 'kubernetes.io/config.mirror'

/** Gives every Pod a service account and, unless it is refused, the projected token of it. */
export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  mutate(attributes, context) {
    if (!concerns(attributes)) return
    const pod = attributes.object as unknown as Pod
    if (pod.metadata.annotations?.[MIRROR] !== undefined) return
    const spec = pod.spec!
    spec.serviceAccountName ||= 'default'
    const account = accountOf(attributes, context, spec.serviceAccountName)
    spec.serviceAccount = spec.serviceAccountName
    if ((spec.automountServiceAccountToken ?? account.automountServiceAccountToken) !== false)
      mountToken(pod, attributes)
    if (!spec.imagePullSecrets?.length && account.imagePullSecrets) spec.imagePullSecrets = account.imagePullSecrets
  },
  validate(attributes, context) {
    if (!concerns(attributes)) return
    const pod = attributes.object as unknown as Pod
    if (pod.metadata.annotations?.[MIRROR] !== undefined) return
    accountOf(attributes, context, pod.spec!.serviceAccountName ?? '')
  },
}

function concerns({ operation, resource, subresource, object }: AdmissionAttributes): boolean {
  const { group, plural } = resource.type
  return operation === 'CREATE' && group === '' && plural === 'pods' && subresource === '' && object !== undefined
}

function accountOf(
  { namespace, object, resource }: AdmissionAttributes,
  context: AdmissionContext,
  name: string,
): ServiceAccount {
  const account = context.read(kinds.ServiceAccount, name, namespace)
  if (account) return account
  const detail = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`
  // The name is made up later where only its beginning is given.
  const { name: podName, generateName = '' } = object!.metadata
  throw forbidden(resource.type, podName || generateName, detail)
}

// Comes before validation, so what must be there may be missing.
function mountToken(pod: Pod, { namespace }: AdmissionAttributes): void {
  const spec = pod.spec!
  const containers: Container[] = [...(spec.initContainers ?? []), ...(spec.containers ?? [])]
  const needing = containers.filter(
    ({ volumeMounts }) => !volumeMounts?.some(({ mountPath }) => mountPath === MOUNT_PATH),
  )
  if (needing.length === 0) return
  const existing = spec.volumes?.find((volume) => volume.name.startsWith('kube-api-access-'))
  const name =
    existing?.name ?? `kube-api-access-${suffix(`${namespace}/${pod.metadata.name}${spec.volumes?.length ?? 0}`)}`
  for (const container of needing)
    container.volumeMounts = [...(container.volumeMounts ?? []), { name, readOnly: true, mountPath: MOUNT_PATH }]
  if (!existing) spec.volumes = [...(spec.volumes ?? []), tokenVolume(name)]
}

function tokenVolume(name: string): Volume {
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: VOLUME_TOKEN_SECONDS, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
      defaultMode: 420,
    },
  }
}

// Any five characters will do, as long as two pods' volumes are not confused by a reader.
function suffix(text: string): string {
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789'
  let hash = 0x811c9dc5
  let out = ''
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  for (let i = 0; i < 5; i++) {
    out += alphabet[(hash >>> 0) % alphabet.length]
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  }
  return out
}
