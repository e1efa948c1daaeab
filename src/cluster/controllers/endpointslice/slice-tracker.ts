import type { EndpointSlice } from '../../resources/generated/types.ts'

/** Knows up to which generation a controller wrote its slices itself, so that it notices when somebody else edits one. */
export class SliceTracker {
  readonly #generations = new Map<string, number>()

  /** Before a write, since its event may come first. @param changes 0 where the slice is new */
  expect({ metadata }: EndpointSlice, changes: 0 | 1): void {
    this.#generations.set(metadata.uid, (metadata.generation ?? 0) + changes)
  }

  isForeign({ metadata }: EndpointSlice): boolean {
    return (metadata.generation ?? 0) > (this.#generations.get(metadata.uid) ?? 0)
  }

  forget({ metadata }: EndpointSlice): void {
    this.#generations.delete(metadata.uid)
  }
}
