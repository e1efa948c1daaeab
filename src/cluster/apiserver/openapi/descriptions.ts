/** What a definition is for, or one of its fields. */
export type Describe = (definition: string, field?: string) => string | undefined

/**
 * The texts of `kubectl explain`, of the built-in definitions. They are read when somebody first asks for a document, since few do,
 * and most of the memory of a document is these.
 */
export async function loadDescriptions(): Promise<Describe> {
  const { default: descriptions } = await import('../../resources/generated/descriptions.json', {
    with: { type: 'json' },
  })
  const texts: readonly string[] = descriptions.texts
  const places: Readonly<Record<string, Readonly<Record<string, number>>>> = descriptions.places
  return (definition, field = '') => {
    const place = places[definition]?.[field]
    return place === undefined ? undefined : texts[place]
  }
}
