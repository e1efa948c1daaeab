import { isAlias, isCollection, isMap, isScalar, LineCounter, parseAllDocuments, type Document } from 'yaml'
import type { Json, JsonObject } from '../object.ts'
import { yamlErrorText } from './yaml-errors.ts'

export interface YamlText {
  value: Json
  /** `line 3: key "data" already set in map`, in the order of the text. */
  duplicates: string[]
}

/** A text that is no YAML; the message is that of Go's YAML library, without its `yaml: `. */
export class YamlSyntaxError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'YamlSyntaxError'
  }
}

/**
 * Parses the first document of a text as YAML 1.1, in which `yes` and `on` are booleans; times stay texts.
 * @param options.exact whether duplicates matter in a text that is JSON, too.
 * @throws YamlSyntaxError
 */
export function parseYaml(text: string, options: { exact?: boolean } = {}): YamlText {
  const json = options.exact ? undefined : jsonObject(text)
  return json ? { value: json, duplicates: [] } : parseDocument(text)
}

/** JSON is YAML, and what most clients send for it; it is parsed many times faster. */
function jsonObject(text: string): JsonObject | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as JsonObject
  } catch {
    // Flow style that is not JSON.
    return undefined
  }
}

function parseDocument(text: string): YamlText {
  const lines = new LineCounter()
  const [document] = parseAllDocuments(text, {
    version: '1.1',
    lineCounter: lines,
    uniqueKeys: false,
    customTags: (tags) =>
      tags.filter((tag) => typeof tag === 'string' || !NOT_IN_JSON.has(tag.tag) || tag.default === undefined),
  }) as [Document.Parsed | undefined]
  if (!document) return { value: null, duplicates: [] }
  if (document.errors.length > 0) throw new YamlSyntaxError(yamlErrorText(text, document.errors, lines))
  const duplicates: string[] = []
  findDuplicates(document.contents, lines, duplicates)
  try {
    return { value: plain(document.toJS({ maxAliasCount: 10_000 })), duplicates }
  } catch (problem) {
    const unknown = /alias.*?: (\S+)$/.exec((problem as Error).message)
    throw new YamlSyntaxError(unknown ? `unknown anchor '${unknown[1]}' referenced` : (problem as Error).message)
  }
}

// What YAML 1.1 reads as times, sets and ordered maps; the server reads texts and plain maps.
const NOT_IN_JSON: ReadonlySet<string> = new Set([
  'tag:yaml.org,2002:timestamp',
  'tag:yaml.org,2002:binary',
  'tag:yaml.org,2002:set',
  'tag:yaml.org,2002:omap',
  'tag:yaml.org,2002:pairs',
])

/** Numbers that JSON lacks and byte arrays do not reach the objects. */
function plain(value: unknown): Json {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new YamlSyntaxError(`unsupported value: ${value}`)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null)
    // The server turns YAML into JSON first, whose keys come in order; so do its complaints.
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, plain(inner)]),
    )
  return (value ?? null) as Json
}

function findDuplicates(node: unknown, lines: LineCounter, found: string[]): void {
  if (isAlias(node) || !isCollection(node)) return
  if (!isMap(node)) {
    for (const item of node.items) findDuplicates(item, lines, found)
    return
  }
  const seen = new Set<string>()
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : ''
    if (seen.has(name)) {
      const offset = (isScalar(key) && key.range?.[0]) || 0
      found.push(`line ${lines.linePos(offset).line}: key ${JSON.stringify(name)} already set in map`)
    }
    seen.add(name)
    findDuplicates(value, lines, found)
  }
}
