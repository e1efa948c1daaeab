import type { Schema } from '../../apimachinery/schema.ts'

/**
 * Field numbers of one message: the JSON name, or `>Message` where the fields of another message stand in its place. `order` lists them as the
 * type declares them, where that is not the order of the numbers.
 */
export type ProtobufMessage = Readonly<Record<string, string>>

const ENUM_OR_MESSAGE = /^message (\w+) \{$/
const FIELD = /^ {2}(?:optional|required|repeated )?\s*(map<[^>]+>|[.\w]+)\s+(\w+) = (\d+);/

/**
 * Reads field numbers from `.proto` texts.
 * @param protos texts of `generated.proto` files.
 */
export function readProtobuf(
  protos: readonly string[],
  definitions: Readonly<Record<string, Schema>>,
): Record<string, ProtobufMessage> {
  const messages = new Map<string, { name: string; type: string; number: string }[]>()
  for (const text of protos) {
    const scope = /^package ([\w.]+);/m.exec(text)?.[1] ?? ''
    let current: { name: string; type: string; number: string }[] | undefined
    for (const line of text.split('\n')) {
      const message = ENUM_OR_MESSAGE.exec(line)
      if (message) messages.set(`${scope}.${message[1]}`, (current = []))
      const field = FIELD.exec(line.replace(/^ {2}(optional|required|repeated) /, '  '))
      if (field && current) current.push({ type: qualify(field[1]!, scope), name: field[2]!, number: field[3]! })
    }
  }
  const result: Record<string, ProtobufMessage> = {}
  const add = (message: string, properties: Readonly<Record<string, Schema>>) => {
    const name = definitionName(message)
    if (result[name]) return
    const byLower = new Map(Object.keys(properties).map((key) => [key.toLowerCase(), key]))
    const fields: Record<string, string> = {}
    const declared: string[] = []
    for (const field of messages.get(message) ?? []) {
      const property = byLower.get(field.name.toLowerCase())
      const inlined = !property && messages.has(field.type) ? `>${definitionName(field.type)}` : undefined
      const written = property ?? inlined
      if (written === undefined) continue
      fields[field.number] = written
      declared.push(written)
      if (inlined) add(field.type, properties)
    }
    const order = declared.join()
    result[name] = order === Object.values(fields).join() ? fields : { ...fields, order }
  }
  for (const [definition, schema] of Object.entries(definitions)) {
    const message = definition.replace(/^io\.k8s\./, 'k8s.io.').replaceAll('-', '_')
    if (schema.properties && messages.has(message)) add(message, schema.properties)
  }
  return result
}

const qualify = (type: string, scope: string) =>
  type.startsWith('.') ? type.slice(1) : /^[A-Z]/.test(type) ? `${scope}.${type}` : type
const definitionName = (message: string) => message.replace(/^k8s\.io\./, 'io.k8s.').replaceAll('_', '-')
