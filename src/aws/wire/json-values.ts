import { isObject } from '#base'
import { formatTimestamp, parseTimestamp, type TimestampFormat } from './timestamp.ts'
import type { Member, Shape } from './model.ts'

const wireName = (member: Member) => member.locationName ?? member.name

/** A value of a JSON body as the shape wants it; what does not fit stays as it is, and validation refuses it.
 *  @param nameOf how a member is called in `value`; on the wire by default. */
export function readJson(shape: Shape, value: unknown, nameOf: (member: Member) => string = wireName): unknown {
  if (value === null || value === undefined) return undefined
  switch (shape.type) {
    case 'structure': {
      if (!isObject(value)) return value
      const out: Record<string, unknown> = {}
      for (const member of shape.members) {
        const inner = readJson(member.shape, value[nameOf(member)], nameOf)
        if (inner !== undefined) out[member.name] = inner
      }
      return out
    }
    case 'list':
      return Array.isArray(value) ? value.map((item) => readJson(shape.item!.shape, item, nameOf)) : value
    case 'map':
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([key, item]) => [key, readJson(shape.value!.shape, item, nameOf)]),
          )
        : value
    case 'timestamp':
      return parseTimestamp(value) ?? value
    default:
      return value
  }
}

/** A value as JSON, members in the model's order; members that are `undefined` are left out. */
export function writeJson(shape: Shape, value: unknown, timestamps: TimestampFormat = 'epoch'): unknown {
  if (value === null || value === undefined) return value
  switch (shape.type) {
    case 'structure': {
      const members = value as Record<string, unknown>
      const out: Record<string, unknown> = {}
      for (const member of shape.members) {
        if (member.location || members[member.name] === undefined) continue
        out[member.locationName ?? member.name] = writeJson(member.shape, members[member.name], timestamps)
      }
      return out
    }
    case 'list':
      return (value as unknown[]).map((item) => writeJson(shape.item!.shape, item, timestamps))
    case 'map':
      return Object.fromEntries(
        Object.entries(value as Record<string, unknown>).map(([key, item]) => [
          key,
          writeJson(shape.value!.shape, item, timestamps),
        ]),
      )
    case 'timestamp':
      return formatTimestamp(value as number, timestamps)
    default:
      return value
  }
}
