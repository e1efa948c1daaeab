import { formatTimestamp, type TimestampFormat } from './timestamp.ts'
import type { Member, Shape } from './model.ts'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' }

/** Text made safe for an XML element. */
export const escapeXml = (text: string): string => text.replace(/[&<>"\r]/g, (c) => ESCAPES[c]!)

/** How the two XML protocols name things. */
export interface XmlStyle {
  /** Name of an item of a list that the model does not name. */
  item: string
  timestamps: TimestampFormat
}

/** The members of a structure as XML elements; members that are `undefined` are left out. */
export function writeMembers(shape: Shape, value: Record<string, unknown>, style: XmlStyle): string {
  let out = ''
  for (const member of shape.members) {
    const inner = value[member.name]
    if (inner !== undefined && inner !== null)
      out += writeElement(member.locationName ?? member.name, member, inner, style)
  }
  return out
}

function writeElement(name: string, member: Member, value: unknown, style: XmlStyle): string {
  const { shape } = member
  switch (shape.type) {
    case 'structure':
      return `<${name}>${writeMembers(shape, value as Record<string, unknown>, style)}</${name}>`
    case 'list': {
      const items = value as unknown[]
      const itemName = shape.flattened ? name : (shape.item!.locationName ?? style.item)
      const written = items.map((item) => writeElement(itemName, shape.item!, item, style)).join('')
      return shape.flattened ? written : `<${name}>${written}</${name}>`
    }
    case 'map': {
      const key = shape.key!.locationName ?? 'key'
      const inner = shape.value!.locationName ?? 'value'
      const entries = Object.entries(value as Record<string, unknown>).map(
        ([k, v]) => `<entry><${key}>${escapeXml(k)}</${key}>${writeElement(inner, shape.value!, v, style)}</entry>`,
      )
      return `<${name}>${entries.join('')}</${name}>`
    }
    case 'timestamp':
      return `<${name}>${formatTimestamp(value as number, style.timestamps)}</${name}>`
    default:
      return `<${name}>${escapeXml(String(value))}</${name}>`
  }
}
