import { invalid, type StatusError } from '../../apimachinery/errors.ts'
import { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { AnyObject, KubeObject } from '../../apimachinery/object.ts'
import type { MetadataRules, StrategyContext } from '../../resources/define-resource.ts'
import type { MetaRules } from '../../resources/shared/object-meta.ts'
import { admit, type AdmissionAttributes, type AdmissionView } from '../admission/admission.ts'
import type { Core, RequestContext } from '../core.ts'
import type { ServedResource } from '../served-resource.ts'

/** The admission attributes of one write. */
export function attributesOf(
  context: RequestContext,
  resource: ServedResource,
  operation: AdmissionAttributes['operation'],
  target: { namespace: string; name: string; subresource?: string },
  objects: {
    object?: KubeObject
    oldObject?: KubeObject
    options?: Record<string, unknown>
    view?: AdmissionView | undefined
  },
): AdmissionAttributes {
  const { object, oldObject, view, options = optionsOf(context, operation) } = objects
  return {
    operation,
    resource,
    subresource: target.subresource ?? '',
    namespace: target.namespace,
    name: target.name,
    ...(object && { object: object as AnyObject }),
    ...(oldObject && { oldObject: oldObject as AnyObject }),
    ...(options && { options }),
    ...(view && { view }),
    user: context.user,
    dryRun: context.dryRun,
    warnings: context.warnings,
  }
}

/** Has all plugins look at a request that nothing is stored of as it is: an eviction, a binding, a connection. */
export async function admitRequest(core: Core, attributes: AdmissionAttributes): Promise<void> {
  await admit('mutate', core.admission, attributes, core.admissionContext)
  await admit('validate', core.admission, attributes, core.admissionContext)
}

/** The same of one that brings an object of a kind of its own to a subresource. */
export async function admitBrought(
  core: Core,
  context: RequestContext,
  target: { resource: ServedResource; namespace: string; name: string; subresource: string },
  object: KubeObject,
): Promise<void> {
  const { group, version, kind } = target.resource.subresources.get(target.subresource) ?? target.resource.type
  const view = { kind: { group, version: version || 'v1', kind }, of: () => object }
  await admitRequest(core, attributesOf(context, target.resource, 'CREATE', target, { object, view }))
}

const OPTIONS_KIND: Readonly<Record<string, string>> = { CREATE: 'CreateOptions', UPDATE: 'UpdateOptions' }

function optionsOf({ sentOptions }: RequestContext, operation: string): Record<string, unknown> | undefined {
  const kind = OPTIONS_KIND[operation]
  return kind ? { kind, apiVersion: 'meta.k8s.io/v1', ...sentOptions } : undefined
}

/** What strategies may ask, for one write. */
export function strategyContext(
  core: Core,
  context: RequestContext,
  resource: ServedResource,
  subresource: string,
): StrategyContext {
  return {
    now: core.clock.now(),
    apiVersion: resource.apiVersion,
    subresource: subresource || 'spec',
    random: () => core.ids.random(),
    uuid: () => core.ids.uuid(),
    user: context.user,
  }
}

/**
 * Runs validation rules and turns what they find into one error.
 * @throws StatusError Invalid
 */
export function mustBeValid(resource: ServedResource, name: string, check: (errors: FieldErrors) => void): void {
  const errors = new FieldErrors()
  check(errors)
  if (errors.list.length > 0) throw violation(resource, name, errors)
}

function violation(resource: ServedResource, name: string, errors: FieldErrors): StatusError {
  // As stored, whatever the version and the group that the client speaks.
  return invalid(resource.definition.type, name, errors.list)
}

const CUSTOM_RULES: MetadataRules = { openFinalizers: true, updateChecks: 'thrice' }

/** What the rules of an object's metadata depend on. */
export function metaRulesOf({ type, definition, custom }: ServedResource): MetaRules {
  const { nameRule, metadataRules } = definition
  return { namespaced: type.namespaced, nameRule, ...(custom ? CUSTOM_RULES : metadataRules) }
}
