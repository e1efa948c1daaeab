import type { KubeObject } from '../../apimachinery/object.ts'
import type { WriteOrigin } from '../../etcd/store.ts'
import type { Mutable } from '../../resources/define-resource.ts'

/** Gives objects of one kind what only one of them can have: addresses, ports. */
export interface Allocator {
  /**
   * Fills in what the object needs and its author left open; checks what the author chose.
   * @param old the object before the change, if it is one.
   * @param dryRun whether the object will not be stored.
   * @throws StatusError Invalid, when what was chosen is not to be had
   */
  assign(object: Mutable<KubeObject>, old: KubeObject | undefined, dryRun: boolean): void
  /**
   * Refuses, just before the write, what was given to another object since `assign`.
   * @throws StatusError Invalid
   */
  confirm(object: KubeObject, old: KubeObject | undefined): void
  /** Records a write: what it takes and what it gives back. */
  settle(after: KubeObject | undefined, before: KubeObject | undefined, origin: WriteOrigin): void
}
