import { deepEqual } from '../apimachinery/deep.ts'
import { isReason } from '../apimachinery/errors.ts'
import type { Client } from '../client/client.ts'
import { Pod } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'

/** Writes the status of one pod where it changed: in order, one write at a time. */
export class PodStatusWriter {
  readonly #client: Client
  /** What the API server has of us. */
  #written: types.PodStatus | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(client: Client) {
    this.#client = client
  }

  /** The next status is written even when it is the same: somebody else has changed the pod's. */
  forget(): void {
    this.#written = undefined
  }

  /** Whoever thought the node lost has called the pod not ready; what is so is said again. */
  compare(status: types.PodStatus | undefined): void {
    if (isReady(status) !== isReady(this.#written)) this.#written = undefined
  }

  /**
   * Writes what `current` gives when its turn comes; nothing when that is `undefined`.
   * @param written gets the pod as the API server answered
   */
  write(
    current: () => { pod: types.Pod; status: types.PodStatus } | undefined,
    written: (pod: types.Pod) => void,
  ): Promise<void> {
    this.#writing = this.#writing.then(() => this.#writeNow(current, written))
    return this.#writing
  }

  async #writeNow(...[current, written]: Parameters<PodStatusWriter['write']>): Promise<void> {
    const next = current()
    if (!next || deepEqual(next.status, this.#written)) return
    this.#written = next.status
    const answer = await this.#patch(next.pod, next.status)
    if (answer) written(answer)
  }

  async #patch({ metadata }: types.Pod, status: types.PodStatus): Promise<types.Pod | undefined> {
    const { name, namespace, uid, resourceVersion } = metadata
    try {
      const options = { type: 'strategic', subresource: 'status', namespace: namespace! } as const
      return await this.#client
        .because({ revision: Number(resourceVersion) })
        .patch(Pod, name, { metadata: { uid }, status } as never, options)
    } catch (error) {
      if (!isReason(error, 'NotFound', 'Conflict')) throw error
      return undefined
    }
  }
}

const isReady = (status: types.PodStatus | undefined) =>
  status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false
