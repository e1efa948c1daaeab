import type { Component } from './component.ts'

/** When components were started and stopped, so that the past can be told. */
export interface ComponentHistory {
  /** Whether a component ran when a revision was written; what was before its first start nobody knows, and it counts as running. */
  ranAt(name: string, revision: number): boolean
}

/**
 * Listens, from now on, to the starts and stops of these components.
 * @param revisionNow the store's revision.
 */
export function rememberRuns(components: Iterable<Component>, revisionNow: () => number): ComponentHistory {
  const changes = new Map<string, { revision: number; running: boolean }[]>()
  for (const component of components) {
    const own: { revision: number; running: boolean }[] = []
    changes.set(component.name, own)
    const change = (running: boolean, run: () => void) => () => {
      if (component.running !== running) own.push({ revision: revisionNow(), running })
      run.call(component)
    }
    // In place: whoever has the component already is heard, too.
    Object.assign(component, { start: change(true, component.start), stop: change(false, component.stop) })
  }
  return {
    ranAt: (name, revision) => changes.get(name)?.findLast((change) => change.revision < revision)?.running ?? true,
  }
}
