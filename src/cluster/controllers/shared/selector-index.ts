import type { KubeObject, LabelSelector } from '../../apimachinery/object.ts'
import { matchesSelector } from '../../apimachinery/selectors.ts'
import type { Index, Lister } from '../../client/object-cache.ts'

type Labels = Readonly<Record<string, string>> | undefined

/** Finds the objects whose selector selects something, without looking at all of them. */
export interface SelectorIndex<T extends KubeObject> {
  /** The objects of the namespace whose selector selects these labels. */
  selecting(lister: Lister<T>, namespace: string, labels: Labels): T[]
}

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
  return {
    selecting(lister, namespace, labels) {
      const asked = Object.entries(labels ?? {}).map(([key, value]) => pair(namespace, key, value))
      return [`${namespace}/`, ...asked]
        .flatMap((value) => lister.by(index, value))
        .filter((object) => matchesSelector(selectorOf(object), labels))
    },
  }
}

const pair = (namespace: string, key: string, value: string) => `${namespace}/${key}=${value}`
