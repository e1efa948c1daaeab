import type { Schema } from '../../apimachinery/schema.ts'
import { readDocuments, type ApiDocuments } from './read-documents.ts'

/** What definitions and their fields are for. Many fields share a text: it is there once, and named by its place. */
export interface Descriptions {
  texts: readonly string[]
  /** The texts' places by definition and field; the field without a name is the definition itself. */
  places: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** Collects the descriptions of these definitions from the documents of a running API server. */
export function readDescriptions(documents: ApiDocuments, definitions: Readonly<Record<string, Schema>>): Descriptions {
  const { schemas } = readDocuments(documents)
  const known = new Map<string, number>()
  const placeOf = (text: string): number => {
    if (!known.has(text)) known.set(text, known.size)
    return known.get(text)!
  }
  const places: Record<string, Record<string, number>> = {}
  for (const name of Object.keys(schemas).toSorted()) {
    if (!definitions[name]) continue
    const { description, properties = {} } = schemas[name]!
    const described = [['', { description }] as const, ...Object.entries(properties)].flatMap(([field, value]) =>
      value.description ? [[field, placeOf(value.description)] as const] : [],
    )
    if (described.length > 0) places[name] = Object.fromEntries(described)
  }
  return { texts: [...known.keys()], places }
}
