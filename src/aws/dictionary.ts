/** An empty map from names that people choose: without a prototype, so that `constructor` and `__proto__` are names like others. */
export const dictionary = <T>(): Record<string, T> => Object.create(null) as Record<string, T>

/** What a fixed table has for a key that came from outside. */
export const lookUp = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** Plain data, copied deeply, every object of it a dictionary again. */
export function copyState<T>(state: T): T {
  return copy(state) as T
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy)
  if (typeof value !== 'object' || value === null) return value
  const out = dictionary<unknown>()
  for (const [key, inner] of Object.entries(value)) out[key] = copy(inner)
  return out
}
