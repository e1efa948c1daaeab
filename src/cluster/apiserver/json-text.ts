import type { KubeObject, ObjectMeta } from '../apimachinery/object.ts'
import { protobufMessages } from './registry.ts'

// An object is never changed once it is stored, so its text is made once, however many clients read or watch it.
const texts = new WeakMap<object, string>()

/** The object as JSON: `kind` and `apiVersion` first, its metadata in the order of the real server. */
export function jsonText(object: KubeObject): string {
  let text = texts.get(object)
  if (text === undefined) {
    const { kind, apiVersion, metadata, ...rest } = object
    text = JSON.stringify({ kind, apiVersion, metadata: inOrder(metadata), ...rest })
    texts.set(object, text)
  }
  return text
}

/** The same for an item of a typed list, where `kind` and `apiVersion` go without saying. */
export function jsonItemText(object: KubeObject): string {
  const text = jsonText(object)
  const prefix = `{"kind":${JSON.stringify(object.kind)},"apiVersion":${JSON.stringify(object.apiVersion)},`
  return text.startsWith(prefix) ? `{${text.slice(prefix.length)}` : text
}

const META_FIELDS = Object.values(
  protobufMessages['io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta']!,
) as (keyof ObjectMeta)[]

function inOrder(metadata: ObjectMeta): Record<string, unknown> {
  const ordered: Record<string, unknown> = {}
  for (const field of META_FIELDS) {
    const value = metadata[field]
    if (value !== undefined)
      ordered[field] = field === 'labels' || field === 'annotations' ? byKey(value as object) : value
  }
  return ordered
}

function byKey(map: object): object {
  if (isInOrder(Object.keys(map))) return map
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const isInOrder = (keys: readonly string[]) => keys.every((key, at) => at === 0 || keys[at - 1]! < key)
