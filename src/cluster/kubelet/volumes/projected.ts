import { ServiceAccount } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { downwardPayload } from './downward-api.ts'
import { payloadVolume, selectKeys, type Payload } from './payload.ts'
import { VolumeError, type VolumeContext, type VolumePlugin } from './volume.ts'

const encoder = new TextEncoder()
const DEFAULT_EXPIRATION_SECONDS = 3600
const DAY_SECONDS = 86_400

/** `projected` */
export const projectedVolume: VolumePlugin = {
  field: 'projected',
  mount(volume, context) {
    const { sources = [], defaultMode } = volume.projected!
    const tokens = new TokenCache(context)
    return payloadVolume('tmpfs', context, async () => {
      const payload: Payload = new Map()
      for (const source of sources) {
        const part = await sourcePayload(source, defaultMode, context, tokens)
        for (const [path, file] of part) payload.set(path, file)
      }
      return payload
    })
  },
}

async function sourcePayload(
  source: types.VolumeProjection,
  defaultMode: number | undefined,
  context: VolumeContext,
  tokens: TokenCache,
): Promise<Payload> {
  const { pod, references } = context
  const { namespace } = pod.metadata
  const { configMap, secret, downwardAPI, serviceAccountToken } = source
  if (configMap)
    return selectKeys(
      await references.configMap(namespace!, configMap.name ?? '', configMap.optional),
      configMap.items,
      defaultMode,
      (key) =>
        configMap.optional ? undefined : new VolumeError(`configmap references non-existent config key: ${key}`),
    )
  if (secret)
    return selectKeys(
      await references.secret(namespace!, secret.name ?? '', secret.optional),
      secret.items,
      defaultMode,
      (key) => (secret.optional ? undefined : new VolumeError(`references non-existent secret key: ${key}`)),
    )
  if (downwardAPI) return downwardPayload(downwardAPI.items ?? [], defaultMode, context)
  if (serviceAccountToken) {
    const data = encoder.encode(await tokens.get(serviceAccountToken))
    return new Map([[serviceAccountToken.path, { data, ...tokenOwner(pod, defaultMode) }]])
  }
  throw new VolumeError('no such projection')
}

/** A token is for the pod's user only, where there is one user; for its group where there is one. */
function tokenOwner(pod: types.Pod, defaultMode = 0o644): { mode: number; uid?: number } {
  const users = new Set(
    [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].map(
      ({ securityContext }) => securityContext?.runAsUser ?? pod.spec?.securityContext?.runAsUser,
    ),
  )
  const [only] = users
  if (users.size === 1 && only !== undefined) return { mode: 0o600, uid: only }
  return { mode: pod.spec?.securityContext?.fsGroup === undefined ? defaultMode : 0o600 }
}

/** Tokens of the pod's service account, asked for again when a fifth of their time is left. */
class TokenCache {
  readonly #context: VolumeContext
  readonly #tokens = new Map<string, { token: string; refreshMs: number }>()

  constructor(context: VolumeContext) {
    this.#context = context
  }

  async get({
    audience = '',
    expirationSeconds = DEFAULT_EXPIRATION_SECONDS,
  }: types.ServiceAccountTokenProjection): Promise<string> {
    const { clock, client, pod } = this.#context
    const cached = this.#tokens.get(audience)
    if (cached && clock.now() < cached.refreshMs) return cached.token
    const { name, namespace, uid } = pod.metadata
    const account = pod.spec?.serviceAccountName ?? 'default'
    const request = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: {},
      spec: {
        audiences: audience ? [audience] : [],
        expirationSeconds,
        boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name, uid },
      },
    }
    const answer = await client.createSubresource<types.TokenRequest>(ServiceAccount, account, 'token', request, {
      namespace: namespace!,
    })
    const token = answer.status?.token ?? ''
    const lifeMs = Math.min(expirationSeconds, DAY_SECONDS) * 1000
    this.#tokens.set(audience, { token, refreshMs: clock.now() + lifeMs * 0.8 })
    return token
  }
}
