import { toSeconds } from '#base'
import { alreadyExists, badRequest, internalError, StatusError } from '../../apimachinery/errors.ts'
import type { KubeObject, ObjectMeta } from '../../apimachinery/object.ts'
import type { Mutable } from '../../resources/define-resource.ts'
import { validateObjectMeta } from '../../resources/shared/object-meta.ts'
import { admit } from '../admission/admission.ts'
import type { Core, RequestContext } from '../core.ts'
import { setManagedFields } from '../field-manager.ts'
import type { ServedResource } from '../served-resource.ts'
import { dropRepeatedOwners } from './owner-references.ts'
import { attributesOf, metaRulesOf, mustBeValid, strategyContext } from './admitted.ts'
import { resetStatus } from './empty-status.ts'
import { peek, shown, storeKey } from './read.ts'
import { shareWithSibling } from './siblings.ts'

// A generated name has 27⁵ possibilities; as the real server does, a taken one is tried again this often.
const GENERATE_NAME_TRIES = 8
const MAX_GENERATED_PREFIX = 58

/**
 * Stores a new object.
 * @param object a private copy in the served version, decoded and with defaults; it is completed in place.
 * @throws StatusError AlreadyExists, Invalid, Forbidden (admission), …
 */
export async function create(
  core: Core,
  context: RequestContext,
  resource: ServedResource,
  namespace: string,
  object: KubeObject,
  options: { fieldsManaged?: boolean } = {},
): Promise<KubeObject> {
  const draft = object.metadata as Partial<ObjectMeta>
  checkNamespace(resource, namespace, draft)
  // What is only tried is not stored, which is where a version is refused.
  if (draft.resourceVersion && draft.resourceVersion !== '0' && !context.dryRun)
    throw new StatusError(500, '', 'resourceVersion should not be set on objects to be created')
  // What is only tried gets no version, not even an empty one.
  if (!draft.resourceVersion) delete draft.resourceVersion
  delete draft.deletionTimestamp
  delete draft.deletionGracePeriodSeconds
  delete draft.selfLink
  dropRepeatedOwners(draft, context.warnings, '')
  if (!draft.name && !draft.generateName && !resource.definition.defaults) requireName(resource, object)
  if (!options.fieldsManaged) setManagedFields(core, resource, undefined, object, context)
  const stored = resource.toStored(object) as Mutable<KubeObject>
  const target = { namespace, name: draft.name ?? '' }
  const attributes = attributesOf(context, resource, 'CREATE', target, { object: stored })
  await admit('mutate', core.admission, attributes, core.admissionContext)
  dropRepeatedOwners(stored.metadata, context.warnings, ' after mutating admission happens')

  const { definition } = resource
  const strategy = strategyContext(core, context, resource, '')
  fillSystemFields(core, resource, stored)
  if (resource.subresources.has('status') && !definition.keepsStatusOnCreate) resetStatus(resource, stored)
  const prefix = !stored.metadata.name && stored.metadata.generateName
  if (prefix) {
    stored.metadata.name = generateName(core, resource, namespace, prefix)
    // Some are made of the name.
    definition.defaults?.(stored)
  }
  // Rules look at names, and say of none that it is required.
  stored.metadata.name ??= ''
  definition.prepareForCreate?.(stored, strategy)
  core.allocators[resource.storagePrefix]?.assign(stored, undefined, context.dryRun)
  mustBeValid(resource, stored.metadata.name, (errors) => {
    validateObjectMeta(stored, metaRulesOf(resource), errors.at('metadata'))
    definition.validate?.(stored, errors, strategy)
  })
  for (const warning of definition.warnings?.(stored, undefined) ?? []) context.warnings.push(warning)
  attributes.name = stored.metadata.name
  attributes.object = stored
  await admit('validate', core.admission, attributes, core.admissionContext)
  const kept = resource.custom ? await resource.custom.encode(stored) : stored
  const written = commit(core, context, resource, namespace, kept)
  if (!written) throw taken(core, resource, stored)
  return shown(resource, written)
}

/** Sets the namespace of the URL. @throws StatusError BadRequest when the object says another. */
export function checkNamespace(resource: ServedResource, namespace: string, metadata: Partial<ObjectMeta>): void {
  if (!resource.type.namespaced) {
    delete metadata.namespace
    return
  }
  if (metadata.namespace && metadata.namespace !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
  metadata.namespace = namespace
}

function requireName(resource: ServedResource, object: KubeObject): void {
  const stored = resource.toStored(object)
  mustBeValid(resource, '', (errors) => {
    validateObjectMeta(stored, metaRulesOf(resource), errors.at('metadata'))
    resource.definition.validate?.(stored, errors, {
      now: 0,
      subresource: 'spec',
      apiVersion: resource.apiVersion,
      random: () => 0,
      uuid: () => '',
      user: { name: '', groups: [] },
    })
  })
}

function fillSystemFields(core: Core, resource: ServedResource, object: KubeObject): void {
  const { metadata } = object
  metadata.uid = core.ids.uuid()
  metadata.creationTimestamp = toSeconds(core.clock.now())
  // Kinds that do not count generations keep what the client says.
  if (countsGenerations(resource) && resource.definition.generation !== 'changes') metadata.generation = 1
}

/** Whether the kind keeps `metadata.generation`. */
export function countsGenerations({ definition, schema }: ServedResource): boolean {
  if (definition.generation !== undefined) return definition.generation !== 'none'
  return schema.properties?.spec !== undefined
}

function generateName(core: Core, resource: ServedResource, namespace: string, prefix: string): string {
  for (let attempt = 1; attempt <= GENERATE_NAME_TRIES; attempt++) {
    const name = prefix.slice(0, MAX_GENERATED_PREFIX) + core.ids.suffix(5)
    if (!peek(core, resource, namespace, name)) return name
  }
  throw internalError(`could not generate a free name for ${resource.type.plural}`)
}

function commit(
  core: Core,
  context: RequestContext,
  resource: ServedResource,
  namespace: string,
  object: KubeObject,
): KubeObject | undefined {
  const key = storeKey(resource, namespace, object.metadata.name)
  if (context.dryRun) return core.store.get(resource.storagePrefix, key) ? undefined : object
  const withRevision = (revision: number) => {
    object.metadata.resourceVersion = String(revision)
    return object
  }
  shareWithSibling(core.store, object)
  const allocator = core.allocators[resource.storagePrefix]
  allocator?.confirm(object, undefined)
  const written = core.store.put(resource.storagePrefix, key, undefined, withRevision, context.origin)
  if (written) allocator?.settle(written, undefined, context.origin)
  return written
}

function taken(core: Core, resource: ServedResource, object: KubeObject): StatusError {
  const { namespace = '', name } = object.metadata
  const error = alreadyExists(resource.type, name)
  if (!peek(core, resource, namespace, name)?.metadata.deletionTimestamp) return error
  return new StatusError(error.code, error.reason, `object is being deleted: ${error.message}`, error.details)
}
