import { deepEqual, shareEqual } from '../../apimachinery/deep.ts'
import { controllerOf, type KubeObject, type ObjectMeta } from '../../apimachinery/object.ts'
import type { Store } from '../../etcd/store.ts'

const MOST_KEPT = 1_000
const latest = new WeakMap<Store, Map<string, KubeObject>>()

/**
 * Lets an object share what it has in common with the one of its controller that was written before it: thousands of pods are made of one
 * template, and those that become ready in the same second say so in the same words.
 * @param object a private copy, changed in place.
 * @param stored its own version before, of which it may have parts already.
 * @param subresource by which it is written: siblings that are as far as it have most in common with it.
 */
export function shareWithSibling(
  store: Store,
  object: KubeObject,
  { stored, subresource = '' }: { stored?: KubeObject; subresource?: string } = {},
): void {
  const owner = controllerOf(object)
  if (!owner) return
  let written = latest.get(store)
  if (!written) latest.set(store, (written = new Map()))
  const key = `${owner.uid} ${object.kind} ${stored ? subresource : 'new'}`
  const sibling = written.get(key)
  if (sibling) share(object, sibling, stored)
  else if (written.size >= MOST_KEPT) written.clear()
  written.set(key, object)
}

function share(object: KubeObject, sibling: KubeObject, stored: KubeObject | undefined): void {
  const [to, from, own] = [object, sibling, stored ?? {}] as unknown as Record<string, unknown>[]
  for (const field in to) if (field !== 'metadata') to[field] = shareEqual(to[field], from![field], own![field])
  shareMetadata(object.metadata, sibling.metadata, stored?.metadata)
}

function shareMetadata(to: ObjectMeta, from: ObjectMeta, own: ObjectMeta | undefined): void {
  for (const field of ['labels', 'ownerReferences'] as const)
    if (to[field]) Object.assign(to, { [field]: shareEqual(to[field], from[field], own?.[field]) })
  const { managedFields: entries } = to
  if (!entries || entries === own?.managedFields) return
  // Entries are shared as they are, since an owner's list of fields may be that of any version.
  to.managedFields = entries.map((entry, at) => {
    const other = from.managedFields?.[at]
    return other && deepEqual(entry, other) ? other : entry
  })
}
