import { deepEqual } from '../../apimachinery/deep.ts'
import { keyOf, type KubeObject, type LabelSelector } from '../../apimachinery/object.ts'
import { matchesSelector } from '../../apimachinery/selectors.ts'
import type { InformerEvent } from '../../client/informer.ts'
import type { Index, Lister } from '../../client/object-cache.ts'

type Labels = Readonly<Record<string, string>> | undefined

/** Finds the objects whose selector selects something, without looking at all of them. */
export interface SelectorIndex<T extends KubeObject> {
  /** The objects of the namespace whose selector selects these labels. */
  selecting(lister: Lister<T>, namespace: string, labels: Labels): T[]
  /** The keys of those that select an object that came, changed or went, or did before. */
  concerned(lister: Lister<T>, event: Pick<InformerEvent, 'object' | 'old'>): ReadonlySet<string>
}

const NONE: ReadonlySet<string> = new Set()

/**
 * Lists each object under one label that its selector asks for: only those that ask for a label that is there need a closer look.
 * @param selectorOf the object's selector; one that is absent selects nothing.
 */
export function createSelectorIndex<T extends KubeObject>(
  selectorOf: (object: T) => LabelSelector | undefined,
): SelectorIndex<T> {
  const index: Index<T> = (object) => {
    const selector = selectorOf(object)
    if (!selector) return []
    const { namespace = '' } = object.metadata
    const [first] = Object.entries(selector.matchLabels ?? {})
    return [first ? pair(namespace, first[0], first[1]) : `${namespace}/`]
  }
  function selecting(lister: Lister<T>, namespace: string, labels: Labels): T[] {
    const found: T[] = []
    const take = (value: string) => {
      for (const object of lister.by(index, value)) if (matchesSelector(selectorOf(object), labels)) found.push(object)
    }
    take(`${namespace}/`)
    for (const key in labels) take(pair(namespace, key, labels[key]!))
    return found
  }
  return {
    selecting,
    concerned(lister, { object, old }) {
      const { namespace = '', labels } = object.metadata
      const found = selecting(lister, namespace, labels)
      if (old && !deepEqual(old.metadata.labels, labels))
        found.push(...selecting(lister, namespace, old.metadata.labels))
      return found.length === 0 ? NONE : new Set(found.map(keyOf))
    },
  }
}

const pair = (namespace: string, key: string, value: string) => `${namespace}/${key}=${value}`
