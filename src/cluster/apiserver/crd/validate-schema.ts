import { isObject } from '#base'
import { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { Json, JsonObject } from '../../apimachinery/object.ts'
import type { JSONSchemaProps } from '../../resources/generated/types.ts'
import { translate } from '../../cel/functions/regex.ts'
import { deepClone } from '../../apimachinery/deep.ts'
import { toSchema } from './convert-schema.ts'
import { prune } from './prune.ts'
import { validateListTypes, validateValue } from './validate-value.ts'

type Keyword = keyof JSONSchemaProps

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string']
const UNSUPPORTED: readonly Keyword[] = [
  '$ref',
  'id',
  'additionalItems',
  'patternProperties',
  'definitions',
  'dependencies',
]
const LIST_TYPES = ['atomic', 'set', 'map']
const MAP_TYPES = ['atomic', 'granular']

/** Rules of a definition's schema; `errors` stands at it. */
export function validateSchema(schema: JSONSchemaProps, errors: FieldErrors): void {
  checkRoot(schema, errors)
  checkStructure(schema, errors, 'root')
  checkKeywords(schema, errors)
  if (errors.list.length === 0) checkDefaults(schema, errors)
}

/** A list's item, a property's value: what is said where a type is missing. */
type Role = 'root' | 'fields' | 'items'

function checkRoot(schema: JSONSchemaProps, errors: FieldErrors): void {
  if (schema.type && schema.type !== 'object') errors.at('type').invalid(schema.type, 'must be object at the root')
  if (schema.nullable) errors.at('nullable').forbidden('nullable cannot be true at the root')
}

/** What makes a schema structural: every value has a type outside of combinations. */
function checkStructure(schema: JSONSchemaProps, errors: FieldErrors, role: Role): void {
  const open = schema['x-kubernetes-int-or-string'] ?? schema['x-kubernetes-preserve-unknown-fields']
  if (!schema.type && !open && !schema.$ref) {
    const where = { root: 'at the root', fields: 'for specified object fields', items: 'for specified array items' }[
      role
    ]
    errors.at('type').required(`must not be empty ${where}`)
  }
  if (schema['x-kubernetes-embedded-resource']) checkEmbedded(schema, errors)
  if (role === 'root' || schema['x-kubernetes-embedded-resource']) checkObjectFields(schema, errors)
  checkExtensions(schema, errors)
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    checkStructure(property, errors.at('properties').key(name), 'fields')
  if (isSchema(schema.additionalProperties))
    checkStructure(schema.additionalProperties, errors.at('additionalProperties'), 'fields')
  if (isSchema(schema.items)) checkStructure(schema.items, errors.at('items'), 'items')
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const)
    schema[keyword]?.forEach((part, index) => checkNested(part, errors.at(keyword, index)))
  if (schema.not) checkNested(schema.not, errors.at('not'))
}

function checkEmbedded(schema: JSONSchemaProps, errors: FieldErrors): void {
  if (!schema.properties && !schema['x-kubernetes-preserve-unknown-fields'])
    errors
      .at('properties')
      .required(
        'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields',
      )
  if (schema.type && schema.type !== 'object')
    errors.at('type').invalid(schema.type, 'must be object if x-kubernetes-embedded-resource is true')
}

/** `apiVersion`, `kind` and `metadata` are what they are. */
function checkObjectFields({ properties = {} }: JSONSchemaProps, errors: FieldErrors): void {
  for (const name of ['apiVersion', 'kind']) {
    const type = properties[name]?.type
    if (type && type !== 'string') errors.at('properties').key(name).at('type').invalid(type, 'must be string')
  }
  const { metadata } = properties
  if (!metadata) return
  const { type: _type, properties: inner = {}, ...others } = metadata
  const onlyNames = Object.keys(inner).every((name) => name === 'name' || name === 'generateName')
  if (Object.keys(others).length > 0 || !onlyNames)
    errors
      .at('properties')
      .key('metadata')
      .forbidden('must not specify anything other than name and generateName, but metadata is implicitly specified')
}

function checkExtensions(schema: JSONSchemaProps, errors: FieldErrors): void {
  const listType = schema['x-kubernetes-list-type']
  const mapType = schema['x-kubernetes-map-type']
  if (schema['x-kubernetes-preserve-unknown-fields'] === false)
    errors.at('x-kubernetes-preserve-unknown-fields').invalid(false, 'must be true or undefined')
  if (mapType !== undefined && schema.type !== 'object')
    errors.at('type').invalid(schema.type ?? '', 'must be object if x-kubernetes-map-type is specified')
  if (mapType !== undefined && !MAP_TYPES.includes(mapType))
    errors.at('x-kubernetes-map-type').notSupported(mapType, MAP_TYPES)
  if (listType !== undefined && schema.type !== 'array')
    errors.at('type').invalid(schema.type ?? '', 'must be array if x-kubernetes-list-type is specified')
  if (listType !== undefined && !LIST_TYPES.includes(listType))
    errors.at('x-kubernetes-list-type').notSupported(listType, LIST_TYPES)
  checkListKeys(schema, errors)
  if (listType === 'set' && isSchema(schema.items)) checkSetItems(schema.items, errors.at('items'))
}

/** Items of sets are compared as wholes. */
function checkSetItems(items: JSONSchemaProps, errors: FieldErrors): void {
  const mapType = items['x-kubernetes-map-type']
  if (items.type === 'object' && mapType !== 'atomic')
    errors
      .at('x-kubernetes-map-type')
      .invalid(mapType ?? null, 'must be atomic as item of a list with x-kubernetes-list-type=set')
  const listType = items['x-kubernetes-list-type']
  if (items.type === 'array' && listType !== undefined && listType !== 'atomic')
    errors
      .at('x-kubernetes-list-type')
      .invalid(listType, 'must be atomic as item of a list with x-kubernetes-list-type=set')
  if (items.nullable) errors.at('nullable').forbidden('cannot be nullable when x-kubernetes-list-type is set')
}

function checkListKeys(schema: JSONSchemaProps, errors: FieldErrors): void {
  const keys = schema['x-kubernetes-list-map-keys'] ?? []
  const isMap = schema['x-kubernetes-list-type'] === 'map'
  if (keys.length > 0 && !isMap) {
    const type = schema['x-kubernetes-list-type']
    if (type === undefined)
      errors.at('x-kubernetes-list-type').required('must be map if x-kubernetes-list-map-keys is non-empty')
    else errors.at('x-kubernetes-list-type').invalid(type, 'must be map if x-kubernetes-list-map-keys is non-empty')
  }
  if (!isMap) return
  if (keys.length === 0) {
    errors.at('x-kubernetes-list-map-keys').required('must not be empty if x-kubernetes-list-type is map')
    return
  }
  const items = isSchema(schema.items) ? schema.items : {}
  if (items.type !== 'object') {
    errors
      .at('items', 'type')
      .invalid(items.type ?? '', "must be object if parent array's x-kubernetes-list-type is map")
    return
  }
  for (const key of keys) checkListKey(key, keys, items, errors)
  if (new Set(keys).size < keys.length)
    errors.at('x-kubernetes-list-map-keys').invalid(keys, 'must not contain duplicate entries')
}

function checkListKey(key: string, keys: readonly string[], items: JSONSchemaProps, errors: FieldErrors): void {
  const property = items.properties?.[key]
  if (!property) {
    errors.at('x-kubernetes-list-map-keys').invalid(keys, 'entries must all be names of item properties')
    return
  }
  const at = errors.at('items', 'properties').key(key)
  if (property.type === 'object' || property.type === 'array')
    at.at('type').invalid(property.type, "must be a scalar type if parent array's x-kubernetes-list-type is map")
  if (property.nullable)
    at.at('nullable').forbidden('this property is in x-kubernetes-list-map-keys, so it cannot be nullable')
  if (property.default === undefined && !items.required?.includes(key))
    at.at('default').required(
      'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
    )
}

const EMPTY_WITHIN: readonly Keyword[] = ['description', 'type', 'title']
const UNDEFINED_WITHIN: readonly Keyword[] = ['additionalProperties', 'default', 'nullable']
const FORBIDDEN_WITHIN: readonly Keyword[] = [
  'x-kubernetes-embedded-resource',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
]

/** Within combinations only values are restricted; what they are is said outside. */
function checkNested(schema: JSONSchemaProps, errors: FieldErrors): void {
  // Both branches of an int-or-string have a type.
  const anyTypes = ['integer', 'string'].includes(schema.type ?? '') && Object.keys(schema).length === 1
  for (const keyword of EMPTY_WITHIN)
    if (schema[keyword] && !(anyTypes && keyword === 'type' && errors.path.includes('int-or-string')))
      errors.at(keyword).forbidden('must be empty to be structural')
  for (const keyword of UNDEFINED_WITHIN)
    if (schema[keyword] !== undefined) errors.at(keyword).forbidden('must be undefined to be structural')
  for (const keyword of FORBIDDEN_WITHIN)
    if (schema[keyword] !== undefined) errors.at(keyword).forbidden('must be empty to be structural')
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    checkNested(property, errors.at('properties').key(name))
  if (isSchema(schema.items)) checkNested(schema.items, errors.at('items'))
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const)
    schema[keyword]?.forEach((part, index) => {
      checkNested(part, errors.at(keyword, index))
      checkCovered(part, schema, errors.at(keyword, index), errors)
    })
  if (!schema.not) return
  checkNested(schema.not, errors.at('not'))
  checkCovered(schema.not, schema, errors.at('not'), errors)
}

/** What a combination speaks of has to be there outside of it. */
function checkCovered(part: JSONSchemaProps, whole: JSONSchemaProps, at: FieldErrors, errors: FieldErrors): void {
  for (const [name, property] of Object.entries(part.properties ?? {})) {
    const within = at.at('properties').key(name)
    const outside = errors.at('properties').key(name)
    const found = whole.properties?.[name]
    if (found) checkCovered(property, found, within, outside)
    else outside.required(`because it is defined in ${within.path}`)
  }
  if (!isSchema(part.items)) return
  if (isSchema(whole.items)) checkCovered(part.items, whole.items, at.at('items'), errors.at('items'))
  else errors.at('items').required(`because it is defined in ${at.at('items').path}`)
}

/** Keywords by themselves, everywhere. */
function checkKeywords(schema: JSONSchemaProps, errors: FieldErrors): void {
  for (const keyword of UNSUPPORTED)
    if (schema[keyword] !== undefined) errors.at(keyword).forbidden(`${keyword} is not supported`)
  if (schema.type && !TYPES.includes(schema.type)) errors.at('type').notSupported(schema.type, TYPES)
  if (schema.type === 'null') errors.at('type').forbidden('type cannot be set to null, use nullable as an alternative')
  if (schema.uniqueItems)
    errors
      .at('uniqueItems')
      .forbidden('uniqueItems cannot be set to true since the runtime complexity becomes quadratic')
  if (schema.properties && schema.additionalProperties !== undefined && schema.additionalProperties !== true)
    errors.at('additionalProperties').forbidden('additionalProperties and properties are mutual exclusive')
  if (schema.type === 'array' && schema.items === undefined) errors.at('items').required('must be specified')
  if (Array.isArray(schema.items)) errors.at('items').forbidden('items must be a schema object and not an array')
  if (schema.pattern !== undefined) checkPattern(schema.pattern, errors.at('pattern'))
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    checkKeywords(property, errors.at('properties').key(name))
  if (isSchema(schema.additionalProperties))
    checkKeywords(schema.additionalProperties, errors.at('additionalProperties'))
  if (isSchema(schema.items)) checkKeywords(schema.items, errors.at('items'))
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const)
    schema[keyword]?.forEach((part, index) => checkKeywords(part, errors.at(keyword, index)))
  if (schema.not) checkKeywords(schema.not, errors.at('not'))
}

function checkPattern(pattern: string, errors: FieldErrors): void {
  try {
    translate(pattern)
  } catch {
    errors.invalid(
      pattern,
      `must be a valid regular expression, but isn't: error parsing regexp: ${regexProblem(pattern)}`,
    )
  }
}

/** Go's words for the mistakes that people make most. */
function regexProblem(pattern: string): string {
  const open = pattern.lastIndexOf('[')
  if (open >= 0 && !pattern.slice(open).includes(']')) return `missing closing ]: \`${pattern.slice(open)}\``
  if ((pattern.match(/\(/g) ?? []).length > (pattern.match(/\)/g) ?? []).length)
    return `missing closing ): \`${pattern}\``
  const nothing = /^[*+?]|[(|][*+?]/.exec(pattern)
  if (nothing) return `missing argument to repetition operator: \`${nothing[0].at(-1)}\``
  return `invalid pattern: \`${pattern}\``
}

/** Defaults are values of what they stand for. */
function checkDefaults(schema: JSONSchemaProps, errors: FieldErrors): void {
  if (schema.default !== undefined && schema.default !== null)
    checkDefault(schema, schema.default, errors.at('default'))
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    checkDefaults(property, errors.at('properties').key(name))
  if (isSchema(schema.additionalProperties))
    checkDefaults(schema.additionalProperties, errors.at('additionalProperties'))
  if (isSchema(schema.items)) checkDefaults(schema.items, errors.at('items'))
}

function checkDefault(props: JSONSchemaProps, value: Json, errors: FieldErrors): void {
  const schema = toSchema(props)
  const copy = deepClone(value)
  if (isObject(copy) && prune(copy, schema).length > 0) errors.invalid(value, 'must not have unknown fields')
  // Verbatim: within a default the messages count paths from its start.
  const inner = new FieldErrors()
  validateValue(value, schema, inner)
  validateListTypes(value, schema, inner)
  for (const { reason, field, message } of inner.list)
    errors.list.push({ reason, field: field === '' ? errors.path : `${errors.path}.${field}`, message })
}

function isSchema(value: Json | undefined): value is JsonObject & JSONSchemaProps {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
