import type { KubeObject } from '../apimachinery/object.ts'

// An object is never changed once it is stored, so its text is made once, however many clients read or watch it.
const texts = new WeakMap<object, string>()

/** The object as JSON, `kind` and `apiVersion` first. */
export function jsonText(object: KubeObject): string {
  let text = texts.get(object)
  if (text === undefined) {
    const { kind, apiVersion, metadata, ...rest } = object
    text = JSON.stringify({ kind, apiVersion, metadata, ...rest })
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
