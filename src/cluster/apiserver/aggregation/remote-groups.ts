import { deepEqual } from '../../apimachinery/deep.ts'
import type { APIService } from '../../resources/generated/types.ts'

/** One resource of another server, as aggregated discovery shows it. */
export type DiscoveredResource = Readonly<Record<string, unknown>>

/** A group in one version that another server serves. */
export interface RemoteGroup {
  /** The APIService's name. */
  name: string
  spec: NonNullable<APIService['spec']>
  available: boolean
  /** What the server said it serves, when it was last asked. */
  resources: readonly DiscoveredResource[]
}

/** All groups that other servers serve now. */
export class RemoteGroups {
  readonly #byName = new Map<string, RemoteGroup>()
  #generation = 0

  /** Grows with every change; caches of discovery compare it. */
  get generation(): number {
    return this.#generation
  }

  get size(): number {
    return this.#byName.size
  }

  set(group: RemoteGroup): void {
    if (deepEqual(this.#byName.get(group.name), group)) return
    this.#byName.set(group.name, group)
    this.#generation++
  }

  delete(name: string): void {
    if (this.#byName.delete(name)) this.#generation++
  }

  get(name: string): RemoteGroup | undefined {
    return this.#byName.get(name)
  }

  find(group: string, version: string): RemoteGroup | undefined {
    return this.#byName.size === 0 ? undefined : this.#byName.get(`${version}.${group}`)
  }

  all(): Iterable<RemoteGroup> {
    return this.#byName.values()
  }
}
