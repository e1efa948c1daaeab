import { parseTimestamp } from './timestamp.ts'
import type { Member, Shape } from './model.ts'

/** Names of parameters in a form, split at the dots: `Filter.1.Value.2` becomes four levels. */
export interface ParamNode {
  value?: string
  children: Map<string, ParamNode>
}

/** How a protocol flattens structures into parameter names. */
export interface FlatStyle {
  nameOf(member: Member): string
  /** The level between a list's name and its numbers, if there is one. */
  listLevel(shape: Shape): string | undefined
}

/** Builds the tree of a form's parameters. */
export function paramTree(pairs: Iterable<[string, string]>): ParamNode {
  const root: ParamNode = { children: new Map() }
  for (const [name, value] of pairs) {
    let node = root
    for (const part of name.split('.')) {
      let next = node.children.get(part)
      if (!next) node.children.set(part, (next = { children: new Map() }))
      node = next
    }
    node.value = value
  }
  return root
}

/** Reads a structure from its parameters; absent members stay absent. */
export function readStructure(shape: Shape, node: ParamNode, style: FlatStyle): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const member of shape.members) {
    const child = node.children.get(style.nameOf(member))
    if (child) out[member.name] = readValue(member.shape, child, style)
  }
  return out
}

function readValue(shape: Shape, node: ParamNode, style: FlatStyle): unknown {
  switch (shape.type) {
    case 'structure':
      return readStructure(shape, node, style)
    case 'list':
      return numbered(node, style.listLevel(shape)).map((item) => readValue(shape.item!.shape, item, style))
    case 'map': {
      const entries = numbered(node, shape.flattened ? undefined : 'entry')
      const key = shape.key!.locationName ?? 'key'
      const value = shape.value!.locationName ?? 'value'
      return Object.fromEntries(
        entries.map((entry) => [
          entry.children.get(key)?.value ?? '',
          readValue(shape.value!.shape, entry.children.get(value) ?? { children: new Map() }, style),
        ]),
      )
    }
    default:
      return readScalar(shape, node.value ?? '')
  }
}

function numbered(node: ParamNode, level: string | undefined): ParamNode[] {
  const list = level === undefined ? node : node.children.get(level)
  return [...(list?.children ?? [])]
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item)
}

/** Text of a form or a query string as the shape wants it; text that does not fit stays text, and validation refuses it. */
export function readScalar(shape: Shape, text: string): unknown {
  switch (shape.type) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
    case 'timestamp':
      return parseTimestamp(text) ?? text
    default:
      return text
  }
}
