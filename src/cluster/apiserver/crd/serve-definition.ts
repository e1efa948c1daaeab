import { deepClone, deepEqual } from '../../apimachinery/deep.ts'
import { FieldErrors } from '../../apimachinery/field-errors.ts'
import { apiVersionOf, type Json, type JsonObject, type KubeObject } from '../../apimachinery/object.ts'
import type { Definitions, Schema } from '../../apimachinery/schema.ts'
import type { ResourceDefinition } from '../../resources/define-resource.ts'
import type {
  CustomResourceDefinition,
  CustomResourceDefinitionVersion,
  CustomResourceSubresourceScale,
} from '../../resources/generated/types.ts'
import { versionPriority } from '../discovery/priorities.ts'
import type { CustomBehaviour, ServedResource, ServedSubresource } from '../served-resource.ts'
import { customColumns } from './columns.ts'
import { storedVersionOf, type Convert } from './conversion.ts'
import { objectSchema } from './convert-schema.ts'
import { completeCustom } from './custom-object.ts'
import { scaleMapping, validateScaleSpec, validateScaleStatus } from './custom-scale.ts'
import { compileJsonPath } from './json-path.ts'
import { hasRules, validateRules } from './rules.ts'
import { validateListTypes, validateValue } from './validate-value.ts'

const VERBS = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch']

/** The resources that a definition makes the server serve: one for each version. */
export function serveDefinition(
  definition: CustomResourceDefinition,
  definitions: Definitions,
  convert: Convert,
): ServedResource[] {
  return definition.spec.versions
    .filter(({ served }) => served)
    .map((version) => serveVersion(definition, version, definitions, convert))
}

function serveVersion(
  definition: CustomResourceDefinition,
  version: CustomResourceDefinitionVersion,
  definitions: Definitions,
  convert: Convert,
): ServedResource {
  const { metadata, spec, status } = definition
  const names = { ...spec.names, ...status?.acceptedNames }
  const type = {
    group: spec.group,
    version: version.name,
    kind: names.kind,
    plural: names.plural,
    namespaced: spec.scope === 'Namespaced',
  }
  const schema = structureOf(version)
  const apiVersion = apiVersionOf(type)
  const stored = storedVersionOf(definition)
  const storedSchema = structureOf(spec.versions[stored.index]!)
  const complete = (object: JsonObject) => completeCustom(object, schema, definitions)
  const completeStored = (object: JsonObject) => completeCustom(object, storedSchema, definitions)
  return {
    type,
    apiVersion,
    singular: names.singular ?? '',
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    verbs: new Set(VERBS),
    subresources: subresourcesOf(version, type),
    definition: {
      type,
      columns: customColumns(version.additionalPrinterColumns),
      unconditionalUpdate: false,
      statusKeepsMetadata: 'all',
      keepsStatusOnCreate: !version.subresources?.status,
      generation: contentChanged(Boolean(version.subresources?.status)),
      ...validation(schema, version.subresources?.scale),
      ...(version.deprecated && {
        deprecation: version.deprecationWarning ?? deprecation(type, spec.versions),
      }),
      selectableFields: selectableFields(version),
      ...(version.subresources?.scale && { scale: scaleMapping(version.subresources.scale) }),
    },
    schemaName: '',
    schema,
    storagePrefix: `/registry/${spec.group}/${spec.names.plural}`,
    storedApiVersion: stored.apiVersion,
    toStored: same,
    fromStored: same,
    custom: {
      listKind: names.listKind ?? `${names.kind}List`,
      definitionName: metadata.name,
      complete,
      convert: (object) => convert(object, apiVersion, complete),
      decode: reader(apiVersion, complete, convert),
      encode: (object) => convert(object, stored.apiVersion, completeStored),
    },
  }
}

const same = (object: KubeObject) => object

const structureOf = ({ schema }: CustomResourceDefinitionVersion) =>
  objectSchema(schema?.openAPIV3Schema ?? { type: 'object' })

/** The warning of a version that has no words of its own: it names a better version, if there is one. */
function deprecation(
  { group, version, kind }: ServedResource['type'],
  versions: readonly CustomResourceDefinitionVersion[],
): string {
  const better = versions
    .filter(({ name, served, deprecated }) => served && !deprecated && versionPriority(name) > versionPriority(version))
    .sort((a, b) => versionPriority(b.name) - versionPriority(a.name))[0]
  const message = `${apiVersionOf({ group, version })} ${kind} is deprecated`
  return better ? `${message}; use ${apiVersionOf({ group, version: better.name })} ${kind}` : message
}

/** Objects as this version shows them: pruned and with its defaults, which may have changed since they were written. */
function reader(
  apiVersion: string,
  complete: (object: JsonObject) => unknown,
  convert: Convert,
): CustomBehaviour['decode'] {
  const seen = new WeakMap<KubeObject, KubeObject>()
  const remember = (object: KubeObject, shown: KubeObject) => {
    seen.set(object, shown)
    return shown
  }
  return (object) => {
    const before = seen.get(object)
    if (before) return before
    const converted = convert(object, apiVersion, complete)
    if (converted instanceof Promise) return converted.then((shown) => remember(object, shown))
    if (converted !== object) return remember(object, converted)
    const copy = deepClone(object)
    complete(copy as unknown as JsonObject)
    return remember(object, deepEqual(copy, object) ? object : copy)
  }
}

function subresourcesOf(
  { subresources }: CustomResourceDefinitionVersion,
  { group, version, kind }: ServedResource['type'],
): Map<string, ServedSubresource> {
  const verbs = new Set(['get', 'patch', 'update'])
  const found = new Map<string, ServedSubresource>()
  if (subresources?.status) found.set('status', { name: 'status', group, version, kind, verbs })
  if (subresources?.scale)
    found.set('scale', { name: 'scale', group: 'autoscaling', version: 'v1', kind: 'Scale', verbs })
  return found
}

/** Generations count changes of everything but metadata and, where it is written apart, the status. */
function contentChanged(hasStatus: boolean): (object: KubeObject, old: KubeObject) => boolean {
  const content = (object: KubeObject) => {
    const rest: Record<string, unknown> = { ...object, metadata: undefined }
    if (hasStatus) delete rest.status
    return rest
  }
  return (object, old) => !deepEqual(content(object), content(old))
}

function validation(
  schema: Schema,
  scale: CustomResourceSubresourceScale | undefined,
): Pick<ResourceDefinition, 'validate' | 'validateUpdate' | 'validateStatusUpdate'> {
  const finish = (value: Json, errors: FieldErrors, before: Json | undefined) => {
    if (!errors.list.some(({ reason }) => BLOCKING.has(reason))) validateRules(value, schema, errors, before)
    else if (hasRules(schema)) errors.list.push(UNCHECKED)
  }
  const check = (object: KubeObject, errors: FieldErrors, old?: KubeObject) => {
    const value = object as unknown as Json
    const before = old as unknown as Json | undefined
    validateValue(value, schema, errors, before)
    validateListTypes(value, schema, errors, before)
    if (scale) validateScaleSpec(value, scale, errors)
    finish(value, errors, before)
  }
  return {
    validate: (object, errors) => check(object, errors),
    validateUpdate: (object, old, errors) => check(object, errors, old),
    validateStatusUpdate(object, old, errors) {
      const [value, before] = [object, old] as unknown as [JsonObject, JsonObject]
      validateStatus(value.status, schema.properties?.status, errors, before.status)
      validateListTypes(value, schema, errors, before)
      if (scale) validateScaleStatus(value, scale, errors)
      finish(value, errors, before)
    },
  }
}

/** Verbatim: texts about a status name its fields from there on. */
function validateStatus(status: Json | undefined, schema: Schema | undefined, errors: FieldErrors, old?: Json): void {
  if (status === undefined || !schema) return
  const found = new FieldErrors()
  validateValue(status, schema, found, old)
  for (const error of found.list)
    errors.list.push({ ...error, field: error.field === '' ? 'status' : `status.${error.field}` })
}

/** After such errors a value is not of its structure, which rules could not stand. */
const BLOCKING: ReadonlySet<string> = new Set([
  'FieldValueRequired',
  'FieldValueNotSupported',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
])
const UNCHECKED = {
  reason: 'FieldValueInvalid',
  field: '<nil>',
  message:
    'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
} as const

function selectableFields({ selectableFields = [] }: CustomResourceDefinitionVersion) {
  return Object.fromEntries(
    selectableFields.map(({ jsonPath }) => {
      const find = compileJsonPath(jsonPath)
      const read = (object: KubeObject) => {
        const value = find?.(object as unknown as Json)[0]
        return value === undefined || value === null || typeof value === 'object' ? '' : String(value)
      }
      return [jsonPath.slice(1), read]
    }),
  )
}
