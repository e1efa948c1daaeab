import type { Component } from './component.ts'

/** Components that remember when they were started and stopped, so that the past can be told. */
export interface ComponentHistory {
  readonly components: ReadonlyMap<string, Component>
  /** Whether a component ran when a revision was written; what was before its first start nobody knows, and it counts as running. */
  ranAt(name: string, revision: number): boolean
}

/** @param revisionNow the store's revision. */
export function rememberRuns(known: ReadonlyMap<string, Component>, revisionNow: () => number): ComponentHistory {
  const changes = new Map<string, { revision: number; running: boolean }[]>()
  const remembering = (component: Component): Component => {
    const own: { revision: number; running: boolean }[] = []
    changes.set(component.name, own)
    const change = (running: boolean, run: () => void) => {
      if (component.running !== running) own.push({ revision: revisionNow(), running })
      run()
    }
    return {
      name: component.name,
      get running() {
        return component.running
      },
      start: () => change(true, () => component.start()),
      stop: () => change(false, () => component.stop()),
    }
  }
  const components = new Map(Array.from(known, ([name, component]) => [name, remembering(component)]))
  return {
    components,
    ranAt: (name, revision) => changes.get(name)?.findLast((change) => change.revision < revision)?.running ?? true,
  }
}
