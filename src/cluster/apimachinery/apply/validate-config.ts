import { isObject } from '#base'
import type { Json, JsonObject } from '../object.ts'
import { goFormat, goTypeName } from '../patch/go-format.ts'
import type { FieldPlan, LeafPlan, ListPlan, StructPlan } from './field-plan.ts'
import { printElement } from './field-set.ts'
import { itemElement } from './path-elements.ts'

/**
 * What is wrong with the structure of an applied configuration, as the server says it; `undefined` for nothing.
 * @example `.spec.replicas: expected numeric (int or float), got string`
 */
export function configError(plan: StructPlan, config: JsonObject): string | undefined {
  const errors: string[] = []
  check(plan, config, '', errors)
  if (errors.length === 0) return undefined
  return errors.length === 1 ? errors[0] : `errors:\n${errors.map((error) => `  ${error}`).join('\n')}`
}

function check(plan: FieldPlan, value: Json, path: string, errors: string[]): void {
  if (value === null) return
  switch (plan.kind) {
    case 'struct':
      if (!isObject(value)) errors.push(`${path}: expected map, got &{${goFormat(value)}}`)
      else checkStruct(plan, value, path, errors)
      return
    case 'map':
      if (!isObject(value)) errors.push(`${path}: expected map, got &{${goFormat(value)}}`)
      else for (const key of Object.keys(value).sort()) check(plan.values, value[key]!, `${path}.${key}`, errors)
      return
    case 'list':
      if (!Array.isArray(value)) errors.push(`${path}: expected list, got &{${goFormat(value)}}`)
      else checkList(plan, value, path, errors)
      return
    case 'leaf':
      checkLeaf(plan, value, path, errors)
      return
    case 'deduced':
  }
}

function checkStruct(plan: StructPlan, value: JsonObject, path: string, errors: string[]): void {
  for (const key of Object.keys(value).sort()) {
    const inner = plan.fields.get(key)?.plan ?? plan.others
    if (!inner) {
      errors.push(`${path}.${key}: field not declared in schema`)
      return
    }
    check(inner, value[key]!, `${path}.${key}`, errors)
  }
}

function checkList(plan: ListPlan, list: readonly Json[], path: string, errors: string[]): void {
  const seen = new Map<string, number>()
  list.forEach((item, index) => {
    if (plan.keys && item === null)
      errors.push(`${path}: element ${index}: associative list with keys may not have a null element`)
    else if (plan.keys && !isObject(item))
      errors.push(`${path}: element ${index}: associative list with keys may not have non-map elements`)
    else {
      const element = itemElement(plan, item)
      const place = printElement(element)
      const count = (seen.get(element) ?? 0) + 1
      seen.set(element, count)
      if (count === 2) errors.push(`${path}: duplicate entries for key ${place}`)
      check(plan.items, item, path + place, errors)
    }
  })
}

function checkLeaf({ accepts, inner }: LeafPlan, value: Json, path: string, errors: string[]): void {
  const refuse = (what: string) => errors.push(`${path}: expected ${what}`)
  switch (accepts) {
    case 'string':
      if (typeof value !== 'string') refuse(`string, got &value.valueUnstructured{Value:${goSyntax(value)}}`)
      return
    case 'numeric':
      if (typeof value !== 'number') refuse(`numeric (int or float), got ${goTypeName(value)}`)
      return
    case 'boolean':
      if (typeof value !== 'boolean') refuse(`boolean, got &{${goFormat(value)}}`)
      return
    case 'scalar':
      if (typeof value === 'object') refuse(`any scalar, got &{${goFormat(value)}}`)
      return
    case 'map':
      if (inner) check(inner, value, path, errors)
      return
    case 'list':
      if (!Array.isArray(value)) refuse(`list, got &{${goFormat(value)}}`)
      else if (inner) value.forEach((item, index) => check(inner, item, `${path}[${index}]`, errors))
      return
    case 'any':
  }
}

/** As Go's `%#v`. */
function goSyntax(value: Json): string {
  if (value === null) return 'interface {}(nil)'
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  if (typeof value !== 'object') return typeof value === 'string' ? JSON.stringify(value) : String(value)
  const parts = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${goSyntax(value[key]!)}`)
  return `map[string]interface {}{${parts.join(', ')}}`
}
