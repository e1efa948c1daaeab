import type { AllocationResult, ResourceClaim } from '../../resources/generated/types.ts'

interface Assumed {
  allocation: AllocationResult
  /** The version of the claim that has it, once it is written. */
  written?: bigint
}

/** Allocations that are decided but that the cache of claims does not show yet, so that no device is given away twice. */
export class AssumedAllocations {
  /** By the claim's uid. */
  readonly #assumed = new Map<string, Assumed>()

  /** What a claim has, or is about to get. */
  of({ metadata: { uid, resourceVersion }, status }: ResourceClaim): AllocationResult | undefined {
    const assumed = this.#assumed.get(uid)
    if (assumed?.written !== undefined && BigInt(resourceVersion) >= assumed.written) this.#assumed.delete(uid)
    return status?.allocation ?? this.#assumed.get(uid)?.allocation
  }

  assume({ metadata: { uid } }: ResourceClaim, allocation: AllocationResult): void {
    this.#assumed.set(uid, { allocation })
  }

  written({ metadata: { uid, resourceVersion } }: ResourceClaim): void {
    const assumed = this.#assumed.get(uid)
    if (assumed) assumed.written = BigInt(resourceVersion)
  }

  /** The claim is gone, or did not get its devices. */
  forget(uid: string): void {
    this.#assumed.delete(uid)
  }
}
