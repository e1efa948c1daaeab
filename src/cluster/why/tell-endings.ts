import type { KubeObject } from '../apimachinery/object.ts'
import { tellings } from './kinds/index.ts'
import type { Ending, ObjectName, OpenEnding, World } from './story.ts'

/** Who waits for what, of some objects; those that wait for the same are told at once. */
export function tellEndings(names: Iterable<ObjectName>, world: World): Ending[] {
  const endings = new Map<string, Ending>()
  for (const about of names) {
    const object = world.find(about.resource, about.namespace ?? '', about.name)
    if (!object) continue
    const own = tellings[about.resource]?.endings?.(object, world) ?? []
    for (const ending of own.length > 0 ? own : heldByFinalizers(object)) {
      const key = JSON.stringify([ending.who, ending.what, about.resource])
      const known = endings.get(key)
      if (known) known.count++
      else endings.set(key, { ...ending, about, count: 1 })
    }
  }
  return [...endings.values()]
}

function heldByFinalizers({ kind, metadata }: KubeObject): OpenEnding[] {
  const { deletionTimestamp, finalizers = [] } = metadata
  if (!deletionTimestamp || finalizers.length === 0) return []
  const what = `keeps this ${kind} until the finalizers ${finalizers.join(', ')} are taken away`
  return [{ who: 'kube-apiserver', what, state: 'waits' }]
}
