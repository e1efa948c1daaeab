import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import {
  checkLabel,
  checkLabel1035,
  checkPathSegment,
  checkQualifiedName,
  checkSubdomain,
  report,
  validateAnnotations,
  validateLabels,
  type NameRule,
} from '../../apimachinery/names.ts'
import type { KubeObject, ObjectMeta, OwnerReference } from '../../apimachinery/object.ts'
import type { MetadataRules, ResourceDefinition } from '../define-resource.ts'
import { checkIpAddressName } from './ip.ts'

/** What the rules of metadata depend on. */
export interface MetaRules extends MetadataRules {
  namespaced: boolean
  nameRule?: ResourceDefinition['nameRule']
}

const NAME_RULES: Readonly<Record<string, NameRule>> = {
  subdomain: checkSubdomain,
  label: checkLabel,
  label1035: checkLabel1035,
  service: checkLabel1035,
  'path-segment': checkPathSegment,
  'ip-address': checkIpAddressName,
}

/** Rules of a new object's metadata; `errors` stands at `metadata`. */
export function validateObjectMeta(object: KubeObject, rules: MetaRules, errors: FieldErrors): void {
  const metadata: Partial<ObjectMeta> = object.metadata
  const { name, generateName, namespace, generation } = metadata
  const rule = typeof rules.nameRule === 'function' ? rules.nameRule : NAME_RULES[rules.nameRule ?? 'subdomain']!
  if (generateName) report(errors.at('generateName'), generateName, rule(maskTrailingDash(generateName)))
  if (!name) errors.at('name').required('name or generateName is required')
  else reportAt(errors, 'name', name, rule(name))
  if (rules.namespaced) {
    if (!namespace) errors.at('namespace').required()
    else reportAt(errors, 'namespace', namespace, checkLabel(namespace))
  } else if (namespace) errors.at('namespace').forbidden('not allowed on this type')
  if (generation !== undefined && generation < 0)
    errors.at('generation').invalid(generation, 'must be greater than or equal to 0')
  validateShared(metadata, errors)
  if (metadata.finalizers) validateFinalizers(metadata.finalizers, errors.at('finalizers'))
  validateFinalizerNames(metadata, rules, errors)
}

/** Rules of a change of metadata; `errors` stands at `metadata`. */
export function validateObjectMetaUpdate(
  object: KubeObject,
  old: KubeObject,
  rules: MetaRules,
  errors: FieldErrors,
): void {
  const before = errors.list.length
  validateChange(object.metadata, old.metadata, errors)
  if (object.metadata.finalizers) validateFinalizers(object.metadata.finalizers, errors.at('finalizers'))
  validateFinalizerNames(object.metadata, rules, errors)
  const { generateName } = object.metadata
  if (generateName) report(errors.at('generateName'), generateName, checkPathSegment(generateName))
  if (generateName && (rules.updateChecks ?? 'four-times') === 'four-times') validateObjectMeta(object, rules, errors)
  if (errors.list.length > before) repeat(object, old, rules, errors, before)
}

/** Reports once more what is wrong, as often as the real server does. */
function repeat(object: KubeObject, old: KubeObject, rules: MetaRules, errors: FieldErrors, before: number): void {
  errors.list.length = before
  const checks = rules.updateChecks ?? 'four-times'
  validateShared(object.metadata, errors)
  if (object.metadata.finalizers) validateFinalizers(object.metadata.finalizers, errors.at('finalizers'))
  validateChange(object.metadata, old.metadata, errors)
  if (checks === 'twice') return
  validateChange(object.metadata, old.metadata, errors)
  validateFinalizerNames(object.metadata, rules, errors)
  if (checks === 'four-times') validateObjectMeta(object, rules, errors)
}

function validateChange(metadata: Partial<ObjectMeta>, before: Partial<ObjectMeta>, errors: FieldErrors): void {
  if (metadata.finalizers && before.deletionTimestamp)
    forbidNewFinalizers(metadata.finalizers, before.finalizers ?? [], errors.at('finalizers'))
  if ((metadata.generation ?? 0) < (before.generation ?? 0))
    errors.at('generation').invalid(metadata.generation ?? 0, 'must not be decremented')
  for (const field of IMMUTABLE)
    if (!semanticEqual(metadata[field], before[field]))
      errors.at(field).invalid(metadata[field] ?? '', 'field is immutable')
  validateShared(metadata, errors)
}

const IMMUTABLE = ['name', 'namespace', 'uid', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const

function validateShared(
  { labels, annotations, ownerReferences, managedFields }: Partial<ObjectMeta>,
  errors: FieldErrors,
): void {
  if (labels) validateLabels(labels, errors.at('labels'))
  if (annotations) validateAnnotations(annotations, errors.at('annotations'))
  if (ownerReferences) validateOwners(ownerReferences, errors.at('ownerReferences'))
  managedFields?.forEach(({ manager = '' }, index) => {
    if (manager.length > MAX_MANAGER_BYTES) errors.at('managedFields', index, 'manager').tooLong(MAX_MANAGER_BYTES)
  })
}

const MAX_MANAGER_BYTES = 128

function reportAt(errors: FieldErrors, field: string, value: string, problems: readonly string[]): void {
  if (problems.length > 0) report(errors.at(field), value, problems)
}

/** A prefix as rules of names look at it: it may end in a dash, since a suffix follows. */
export function maskTrailingDash(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix
}

// Verbatim: the real server's paths lack the index.
function validateOwners(owners: readonly OwnerReference[], errors: FieldErrors): void {
  let controller: OwnerReference | undefined
  for (const owner of owners) {
    const parts = owner.apiVersion.split('/')
    if (parts.length > 2 || !parts.at(-1))
      errors.at('apiVersion').invalid(owner.apiVersion, 'version must not be empty')
    for (const field of ['kind', 'name', 'uid'] as const)
      if (!owner[field]) errors.at(field).invalid(owner[field] ?? '', 'must not be empty')
    if (owner.kind === 'Event' && (owner.apiVersion === 'v1' || owner.apiVersion === 'events.k8s.io/v1'))
      errors.invalid(inOrder(owner), `${gvkText(owner)} is disallowed from being an owner`)
    if (!owner.controller) continue
    if (controller) {
      const both = `${controller.kind}/${controller.name} and ${owner.kind}/${owner.name}`
      errors.invalid(
        owners.map(inOrder),
        `Only one reference can have Controller set to true. Found "true" in references for ${both}`,
      )
    }
    controller ??= owner
  }
}

/** The reference with its fields in the order in which the server prints them. */
function inOrder({ apiVersion, kind, name, uid, controller, blockOwnerDeletion }: OwnerReference): OwnerReference {
  return {
    apiVersion,
    kind,
    name,
    uid,
    ...(controller !== undefined && { controller }),
    ...(blockOwnerDeletion !== undefined && { blockOwnerDeletion }),
  }
}

function gvkText({ apiVersion, kind }: OwnerReference): string {
  return `${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`
}

const STANDARD_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion'])
export const UNKNOWN_FINALIZER = 'name is neither a standard finalizer name nor is it fully qualified'

export const isKnownFinalizer = (name: string) => name.includes('/') || STANDARD_FINALIZERS.has(name)

function validateFinalizers(finalizers: readonly string[], errors: FieldErrors): void {
  for (const name of finalizers) report(errors, name, checkQualifiedName(name))
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion'))
    errors.invalid(finalizers, 'finalizer orphan and foregroundDeletion cannot be both set')
}

function validateFinalizerNames({ finalizers }: Partial<ObjectMeta>, rules: MetaRules, errors: FieldErrors): void {
  if (rules.openFinalizers || !finalizers) return
  for (const [index, name] of finalizers.entries())
    if (!isKnownFinalizer(name)) errors.at('finalizers', index).invalid(name, UNKNOWN_FINALIZER)
}

function forbidNewFinalizers(finalizers: readonly string[], before: readonly string[], errors: FieldErrors): void {
  const added = finalizers.filter((name) => !before.includes(name)).toSorted()
  if (added.length === 0) return
  // The real server prints the list as a Go value.
  const list = `[]string{${added.map((name) => JSON.stringify(name)).join(', ')}}`
  errors.forbidden(`no new finalizers can be added if the object is being deleted, found new finalizers ${list}`)
}
