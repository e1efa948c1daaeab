import { shareEqual } from '../../apimachinery/deep.ts'
import { controllerOf, type KubeObject } from '../../apimachinery/object.ts'
import type { Store } from '../../etcd/store.ts'

const MOST_OWNERS = 1_000
const latest = new WeakMap<Store, Map<string, KubeObject>>()

/**
 * Lets a new object share what it has in common with the one that its controller made before it: thousands of pods are made of one template.
 * @param object a private copy, changed in place.
 */
export function shareWithSibling(store: Store, object: KubeObject): void {
  const owner = controllerOf(object)
  if (!owner) return
  let byOwner = latest.get(store)
  if (!byOwner) latest.set(store, (byOwner = new Map()))
  const key = `${owner.uid} ${object.kind}`
  const sibling = byOwner.get(key) as Record<string, unknown> | undefined
  if (sibling) {
    const to = object as unknown as Record<string, unknown>
    for (const field in to) if (field !== 'metadata') to[field] = shareEqual(to[field], sibling[field])
  } else if (byOwner.size >= MOST_OWNERS) byOwner.clear()
  byOwner.set(key, object)
}
