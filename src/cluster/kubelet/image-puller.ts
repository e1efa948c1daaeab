import { sleep, type Clock } from '#base'
import type { Image } from '../images/image.ts'
import { PullError, pullImage, type RegistryCredential } from '../images/registry.ts'
import { fullName, parseReference, referenceProblem } from '../images/reference.ts'
import type * as types from '../resources/generated/types.ts'
import { BACK_OFF, BackOff, DELAYS, WAITING } from './lifecycle.ts'
import { fromBase64, type References } from './references.ts'
import type { NodeHost } from './runtime/node-host.ts'

export interface ImagePullerOptions {
  host: NodeHost
  clock: Clock
  references: References
  /** What the node itself may pull: its instance role on EKS. */
  nodeCredentials: readonly RegistryCredential[]
  /** See `PullOptions`. */
  classic: boolean
}

/** An event of a pull. */
export type PullEvent = (type: 'Normal' | 'Warning', reason: string, message: string) => void

/** The image is not there; `reason` and `message` are what the container shows while it waits. */
export class ImageError extends Error {
  override name = 'ImageError'
  readonly reason: string
  /** When to try again. */
  readonly retryAtMs: number

  constructor(reason: string, message: string, retryAtMs: number) {
    super(message)
    this.reason = reason
    this.retryAtMs = retryAtMs
  }
}

/** Sees to it that images are on the node: policies, pulls, back-offs, events. */
export class ImagePuller {
  readonly #options: ImagePullerOptions
  /** By pod and image: what failed waits. */
  readonly #failures = new Map<string, { backOff: BackOff; message: string }>()
  readonly #pulls = new Map<string, Promise<Image>>()

  constructor(options: ImagePullerOptions) {
    this.#options = options
  }

  /** The image, if the node has it. */
  get(name: string): Image | undefined {
    const reference = parseReference(name)
    const { images } = this.#options.host
    const found = reference && images.get(fullName(reference))
    if (found || !reference?.digest) return found
    const { repository, digest } = reference
    return images.values().find((image) => image.repository === repository && image.digest === digest)
  }

  /** Forgets the failures of a pod. */
  forget(podUid: string): void {
    for (const key of this.#failures.keys()) if (key.startsWith(podUid)) this.#failures.delete(key)
  }

  /** The image of a container that ran here before the machine was suspended: it lies on the disk. */
  async restore(pod: types.Pod, name: string): Promise<Image | undefined> {
    const { host, classic } = this.#options
    const credentials = await this.#credentials(pod, () => undefined)
    try {
      const image = pullImage(name, { credentials, classic })
      host.images.set(image.reference, image)
      return image
    } catch (error) {
      if (!(error instanceof PullError)) throw error
      return undefined
    }
  }

  /** @throws ImageError */
  async ensure(
    pod: types.Pod,
    name: string,
    policy: string | undefined,
    event: PullEvent,
    signal: AbortSignal,
  ): Promise<Image> {
    const { clock } = this.#options
    if (!parseReference(name)) {
      const message = `Failed to apply default image tag "${name}": couldn't parse image name "${name}": ${referenceProblem(name)}`
      event('Warning', 'InspectFailed', message)
      event('Warning', 'Failed', `Error: ${WAITING.badName}`)
      throw new ImageError(WAITING.badName, message, clock.now() + BACK_OFF.sync.firstMs)
    }
    const credentials = await this.#credentials(pod, event)
    const present = this.get(name)
    if (policy !== 'Always' && present) {
      event('Normal', 'Pulled', `Container image "${name}" already present on machine and can be accessed by the pod`)
      return present
    }
    if (policy === 'Never') {
      const message = `Container image "${name}" is not present with pull policy of Never`
      event('Warning', 'ErrImageNeverPull', message)
      event('Warning', 'Failed', `Error: ${WAITING.neverPull}`)
      throw new ImageError(WAITING.neverPull, message, clock.now() + BACK_OFF.sync.firstMs)
    }
    return this.#pull(pod, name, credentials, event, signal)
  }

  async #pull(
    pod: types.Pod,
    name: string,
    credentials: readonly RegistryCredential[],
    event: PullEvent,
    signal: AbortSignal,
  ): Promise<Image> {
    const { clock } = this.#options
    const key = `${pod.metadata.uid}/${name}`
    const failure = this.#failures.get(key)
    if (failure?.backOff.isWaiting(clock.now())) {
      event('Normal', 'BackOff', `Back-off pulling image "${name}"`)
      event('Warning', 'Failed', `Error: ${WAITING.pullBackOff}`)
      const message = `Back-off pulling image "${name}": ${WAITING.pull}: ${failure.message}`
      throw new ImageError(WAITING.pullBackOff, message, failure.backOff.untilMs)
    }
    const startedMs = clock.now()
    event('Normal', 'Pulling', `Pulling image "${name}"`)
    try {
      const image = await this.#download(name, credentials, signal)
      this.#failures.delete(key)
      const took = durationText(clock.now() - startedMs)
      event(
        'Normal',
        'Pulled',
        `Successfully pulled image "${name}" in ${took} (${took} including waiting). Image size: ${image.sizeBytes} bytes.`,
      )
      return image
    } catch (error) {
      if (!(error instanceof PullError)) throw error
      const message = error.code === 'NotFound' ? `rpc error: code = NotFound desc = ${error.message}` : error.message
      const { backOff } = failure ?? { backOff: new BackOff(BACK_OFF.imagePull) }
      backOff.fail(clock.now())
      this.#failures.set(key, { backOff, message })
      event('Warning', 'Failed', `Failed to pull image "${name}": ${message}`)
      event('Warning', 'Failed', `Error: ${WAITING.pull}`)
      throw new ImageError(WAITING.pull, message, clock.now() + DELAYS.showExitMs)
    }
  }

  /** Two pods that want the same image wait for the same download. */
  #download(name: string, credentials: readonly RegistryCredential[], signal: AbortSignal): Promise<Image> {
    const { host, clock, classic } = this.#options
    const running = this.#pulls.get(name)
    if (running) return running
    const pull = (async () => {
      await sleep(clock, DELAYS.resolveMs, signal)
      const image = pullImage(name, { credentials, classic })
      if (!host.images.has(image.reference)) await sleep(clock, image.sizeBytes / DELAYS.pullBytesPerMs, signal)
      host.images.set(image.reference, image)
      return image
    })().finally(() => this.#pulls.delete(name))
    this.#pulls.set(name, pull)
    return pull
  }

  async #credentials(pod: types.Pod, event: PullEvent): Promise<RegistryCredential[]> {
    const { references, nodeCredentials } = this.#options
    const missing: string[] = []
    const found: RegistryCredential[] = []
    for (const { name = '' } of pod.spec?.imagePullSecrets ?? []) {
      const content = await references.secret(pod.metadata.namespace!, name, true)
      if (!content) missing.push(name)
      else found.push(...readDockerConfig(content.get('.dockerconfigjson'), content.get('.dockercfg')))
    }
    if (missing.length > 0)
      event(
        'Warning',
        'FailedToRetrieveImagePullSecret',
        `Unable to retrieve some image pull secrets (${missing.join(', ')}); attempting to pull the image may not succeed.`,
      )
    return [...found, ...nodeCredentials]
  }
}

interface DockerAuth {
  username?: string
  password?: string
  auth?: string
}

function readDockerConfig(modern: Uint8Array | undefined, old: Uint8Array | undefined): RegistryCredential[] {
  const bytes = modern ?? old
  if (!bytes) return []
  const parsed = JSON.parse(new TextDecoder().decode(bytes)) as { auths?: Record<string, DockerAuth> } & Record<
    string,
    DockerAuth
  >
  const auths: Record<string, DockerAuth> = modern ? (parsed.auths ?? {}) : parsed
  return Object.entries(auths).map(([server, { username, password, auth }]) => {
    const [user = '', ...rest] = auth
      ? new TextDecoder().decode(fromBase64(auth)).split(':')
      : [username ?? '', password ?? '']
    const registry = server.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
    return {
      registry: registry === 'index.docker.io' ? 'docker.io' : registry,
      username: user,
      password: rest.join(':'),
    }
  })
}

/** `2.512s`, `87ms` */
function durationText(ms: number): string {
  return ms >= 1000 ? `${Number((ms / 1000).toFixed(3))}s` : `${Math.round(ms)}ms`
}
