import { deepEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel1035, checkSubdomain, report } from '../../apimachinery/names.ts'
import type {
  CustomResourceColumnDefinition,
  CustomResourceDefinition,
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
  CustomResourceSubresourceScale,
  JSONSchemaProps,
  SelectableField,
} from '../../resources/generated/types.ts'
import { internalVersions, type VersionPart } from './internal-versions.ts'
import { pathSteps } from './rules.ts'
import { validateConversion } from './validate-conversion.ts'
import { validateDefinitionRules } from './validate-rules.ts'
import { validateSchema } from './validate-schema.ts'

const APPROVED = 'api-approved.kubernetes.io'
const APPROVAL_TEXT = `protected groups must have approval annotation "${APPROVED}"`
const APPROVAL_LINK = 'see https://github.com/kubernetes/enhancements/pull/1111'
const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string']
const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password']
const SIMPLE_PATH = /^\.(?:[A-Za-z0-9_-]|\\\.)+(?:\.(?:[A-Za-z0-9_-]|\\\.)+|\[['"\w.?@()=*!<>:\s-]+\])*/

/** Rules of a new CustomResourceDefinition. */
export function validateDefinition(object: CustomResourceDefinition, errors: FieldErrors): void {
  const { metadata, spec } = object
  const wantedName = `${spec.names?.plural ?? ''}.${spec.group}`
  validateVersionsHaveSchemas(spec, errors.at('spec'))
  if (metadata.name && metadata.name !== wantedName)
    errors.at('metadata', 'name').invalid(metadata.name, 'must be spec.names.plural+"."+spec.group')
  validateContents(object, errors)
}

function validateContents(object: CustomResourceDefinition, errors: FieldErrors): void {
  const { spec } = object
  const path = errors.at('spec')
  validateGroup(object, errors)
  if (!spec.scope) path.at('scope').required()
  else if (spec.scope !== 'Cluster' && spec.scope !== 'Namespaced')
    path.at('scope').notSupported(spec.scope, ['Cluster', 'Namespaced'])
  validateVersions(spec, path)
  validateNames(spec, path.at('names'))
  validateConversion(spec, path)
  validateShared(spec, path)
  validateStoredVersions(object, errors.at('status', 'storedVersions'))
}

/** Go writes no versions as `null`. */
function versionsOf({
  versions,
}: {
  versions: CustomResourceDefinitionVersion[] | null
}): CustomResourceDefinitionVersion[] {
  return versions ?? []
}

function validateVersionsHaveSchemas(spec: CustomResourceDefinitionSpec, errors: FieldErrors): void {
  versionsOf(spec).forEach(({ schema }, index) => {
    if (!schema?.openAPIV3Schema) errors.at('versions', index, 'schema', 'openAPIV3Schema').required()
  })
}

function validateGroup({ metadata, spec: { group } }: CustomResourceDefinition, errors: FieldErrors): void {
  const at = errors.at('spec', 'group')
  if (!group) {
    at.required()
    return
  }
  const problems = checkSubdomain(group)
  report(at, group, problems)
  if (problems.length === 0 && !group.includes('.')) at.invalid(group, 'should be a domain with at least one dot')
  if (!/(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group)) return
  const approval = metadata.annotations?.[APPROVED]
  const annotation = errors.at('metadata', 'annotations').key(APPROVED)
  if (approval === undefined) annotation.required(`${APPROVAL_TEXT}, ${APPROVAL_LINK}`)
  else if (!approval.startsWith('unapproved') && !/^https?:\/\/\S+$/.test(approval))
    annotation.invalid(
      approval,
      `${APPROVAL_TEXT} with either a URL or a reason starting with "unapproved", ${APPROVAL_LINK}`,
    )
}

function validateVersions(spec: CustomResourceDefinitionSpec, errors: FieldErrors): void {
  const versions = versionsOf(spec)
  versions.forEach(({ name, deprecated, deprecationWarning }, index) => {
    const at = errors.at('versions', index)
    report(at.at('name'), name, checkLabel1035(name))
    if (deprecationWarning !== undefined && !deprecated)
      at.at('deprecationWarning').invalid(deprecationWarning, 'can only be set for deprecated versions')
  })
  const at = errors.at('versions')
  const shown = () => internalVersions(versions, sharedParts(versions))
  const names = versions.map(({ name }) => name)
  if (new Set(names).size < names.length) at.invalid(shown(), 'must contain unique version names')
  if (versions.filter(({ storage }) => storage).length !== 1)
    at.invalid(
      versions.length === 0 ? spec.versions : shown(),
      'must have exactly one version marked as storage version',
    )
  // Verbatim: the first version is looked at once more, under the field that older clients used.
  if (names[0]) report(errors.at('version'), names[0], checkLabel1035(names[0]))
}

function validateNames({ names }: CustomResourceDefinitionSpec, errors: FieldErrors): void {
  const { plural, singular, kind, listKind, shortNames = [], categories = [] } = names ?? {}
  const check = (field: string, value: string | undefined, mixedCase = false) => {
    const at = errors.at(field)
    if (!value) {
      at.required()
      return
    }
    const problems = checkLabel1035(mixedCase ? value.toLowerCase() : value)
    report(
      at,
      value,
      mixedCase ? problems.map((text) => `may have mixed case, but should otherwise match: ${text}`) : problems,
    )
  }
  check('plural', plural)
  check('singular', singular)
  check('kind', kind, true)
  check('listKind', listKind, true)
  shortNames.forEach((name, index) => report(errors.at('shortNames', index), name, checkLabel1035(name)))
  categories.forEach((name, index) => report(errors.at('categories', index), name, checkLabel1035(name)))
  if (kind && kind === listKind) errors.at('listKind').invalid(listKind, 'kind and listKind may not be the same')
}

const PARTS = ['schema', 'subresources', 'additionalPrinterColumns', 'selectableFields'] as const

/** What all versions say alike. */
function sharedParts(versions: readonly CustomResourceDefinitionVersion[]): ReadonlySet<VersionPart> {
  return new Set(PARTS.filter((part) => versions.every((version) => deepEqual(version[part], versions[0]?.[part]))))
}

/**
 * Schemas, subresources and columns. Verbatim: what all versions say alike is reported once, under the name that it had before there were
 * versions.
 */
function validateShared(spec: CustomResourceDefinitionSpec, errors: FieldErrors): void {
  const versions = versionsOf(spec)
  const shared = sharedParts(versions)
  for (const part of PARTS) {
    if (shared.has(part) && versions[0])
      validatePart(part, versions[0], errors, part === 'schema' ? 'validation' : part)
    else versions.forEach((version, index) => validatePart(part, version, errors.at('versions', index), part))
  }
}

function validatePart(
  part: VersionPart,
  version: CustomResourceDefinitionVersion,
  errors: FieldErrors,
  name: string,
): void {
  const schema = version.schema?.openAPIV3Schema
  switch (part) {
    case 'schema':
      if (schema) validateOpenApi(schema, errors.at(name, 'openAPIV3Schema'))
      return
    case 'subresources':
      if (version.subresources?.scale) validateScale(version.subresources.scale, errors.at(name, 'scale'))
      return
    case 'additionalPrinterColumns':
      version.additionalPrinterColumns?.forEach((column, index) => validateColumn(column, errors.at(name, index)))
      return
    case 'selectableFields':
      validateSelectable(version.selectableFields ?? [], schema, errors.at(name))
  }
}

function validateOpenApi(schema: JSONSchemaProps, errors: FieldErrors): void {
  const before = errors.list.length
  validateSchema(schema, errors)
  if (errors.list.length === before) validateDefinitionRules(schema, errors)
}

function validateScale(scale: CustomResourceSubresourceScale, errors: FieldErrors): void {
  const check = (field: keyof CustomResourceSubresourceScale, roots: readonly string[], where: string) => {
    const path = scale[field]
    const at = errors.at(field)
    if (!path) {
      if (field !== 'labelSelectorPath') at.required()
    } else if (!path.startsWith('.')) at.invalid(path, 'must be a simple json path starting with .')
    else if (!roots.some((root) => path.startsWith(`${root}.`)))
      at.invalid(path, `should be a json path under ${where}`)
  }
  check('specReplicasPath', ['.spec'], '.spec')
  check('statusReplicasPath', ['.status'], '.status')
  check('labelSelectorPath', ['.spec', '.status'], 'either .spec or .status')
}

function validateColumn({ name, type, format, jsonPath }: CustomResourceColumnDefinition, errors: FieldErrors): void {
  if (!name) errors.at('name').required()
  if (!type) errors.at('type').required(`must be one of ${COLUMN_TYPES.join()}`)
  else if (!COLUMN_TYPES.includes(type)) errors.at('type').invalid(type, `must be one of ${COLUMN_TYPES.join()}`)
  if (format && !COLUMN_FORMATS.includes(format))
    errors.at('format').invalid(format, `must be one of ${COLUMN_FORMATS.join()}`)
  if (!jsonPath) errors.at('JSONPath').required()
  else if (!SIMPLE_PATH.test(jsonPath))
    errors.at('JSONPath').invalid(jsonPath, 'must be a simple json path starting with .')
}

const MAX_SELECTABLE = 8

function validateSelectable(
  fields: readonly SelectableField[],
  schema: JSONSchemaProps | undefined,
  errors: FieldErrors,
): void {
  const seen = new Set<string>()
  if (!schema) {
    if (fields.length > 0) errors.invalid('', 'may only be set when validations.schema is included')
    return
  }
  if (fields.length > MAX_SELECTABLE) errors.tooMany(fields.length, MAX_SELECTABLE)
  fields.forEach(({ jsonPath }, index) => {
    const at = errors.at(index, 'jsonPath')
    if (!jsonPath) {
      at.required()
      return
    }
    const found = fieldAt(schema, pathSteps(jsonPath))
    if (!/^[.[]/.test(jsonPath))
      at.invalid(jsonPath, `is an invalid path: expected [ or . but got: ${jsonPath.split(/[.[]/)[0]}`)
    else if (/[[\]*?]/.test(jsonPath))
      at.invalid(jsonPath, 'is an invalid path: must be a simple json path starting with .')
    else if (jsonPath.startsWith('.metadata')) at.invalid(jsonPath, 'must not point to fields in metadata')
    else if (!found) at.invalid(jsonPath, 'is an invalid path: does not refer to a valid field')
    else if (!['string', 'boolean', 'integer'].includes(found.type ?? ''))
      at.invalid(
        jsonPath,
        'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
      )
    if (seen.has(jsonPath)) at.duplicate(jsonPath)
    seen.add(jsonPath)
  })
}

function fieldAt(schema: JSONSchemaProps, steps: readonly string[]): JSONSchemaProps | undefined {
  let found: JSONSchemaProps | undefined = schema
  for (const step of steps) found = found?.properties?.[step]
  return steps.length > 0 ? found : undefined
}

function validateStoredVersions({ spec, status }: CustomResourceDefinition, errors: FieldErrors): void {
  const stored = status?.storedVersions ?? []
  if (stored.length === 0) {
    errors.invalid(null, 'must have at least one stored version')
    return
  }
  // Verbatim: a name counts once, even where two versions have it.
  const open = new Set(stored)
  for (const { name, storage } of versionsOf(spec))
    if (!open.delete(name) && storage) errors.invalid(stored, `must have the storage version ${name}`)
  stored.forEach((name, index) => {
    if (open.has(name))
      errors
        .at(index)
        .invalid(
          name,
          `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`,
        )
  })
}

/** What a definition may not change. */
export function validateDefinitionUpdate(
  object: CustomResourceDefinition,
  old: CustomResourceDefinition,
  errors: FieldErrors,
): void {
  validateVersionsHaveSchemas(object.spec, errors.at('spec'))
  validateContents(object, errors)
  const established = old.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True')
  const immutable = (steps: string[], now: unknown, before: unknown) => {
    if (!deepEqual(now, before)) errors.at(...steps).invalid(now, 'field is immutable')
  }
  immutable(['spec', 'group'], object.spec.group, old.spec.group)
  immutable(['spec', 'names', 'plural'], object.spec.names.plural, old.spec.names.plural)
  if (!established) return
  immutable(['spec', 'scope'], object.spec.scope, old.spec.scope)
  immutable(['spec', 'names', 'kind'], object.spec.names.kind, old.spec.names.kind)
}
