import type { Json } from '../object.ts'
import type { JsonNotes } from './json-text.ts'

/** Keys that a text gives twice: `duplicate field "data.a"`, each once, in the order of the text. */
export function duplicateFields(value: Json, notes: JsonNotes | undefined, path = ''): string[] {
  if (!notes || typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item, index) => duplicateFields(item, notes, `${path}[${index}]`))
  const found = new Set<string>()
  const seen = new Set<string>()
  for (const key of notes.members.get(value) ?? Object.keys(value)) {
    const inner = path === '' ? key : `${path}.${key}`
    if (seen.has(key)) found.add(`duplicate field ${JSON.stringify(inner)}`)
    else for (const text of duplicateFields(value[key]!, notes, inner)) found.add(text)
    seen.add(key)
  }
  return [...found]
}
