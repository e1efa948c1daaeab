import type { JsonObject, KubeObject } from '../../../apimachinery/object.ts'
import { selectorOf } from '../../../apimachinery/selectors.ts'
import type { ParamKind, ValidatingAdmissionPolicyBinding } from '../../../resources/generated/types.ts'
import type { AdmissionAttributes, AdmissionContext } from '../admission.ts'

/** A policy or binding that cannot be used as it is. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

/** What a binding is to be evaluated with: each object in turn, or once without (`undefined`). */
export type Params = readonly (JsonObject | undefined)[]

/**
 * The parameters of a binding.
 * @throws ConfigurationError
 */
export function findParams(
  { apiVersion = '', kind = '' }: ParamKind,
  { spec }: ValidatingAdmissionPolicyBinding,
  { namespace: requested }: AdmissionAttributes,
  context: AdmissionContext,
): Params {
  const reference = spec?.paramRef
  if (!reference) return [undefined]
  const resource = context.findKind(apiVersion, kind)!
  const { namespaced } = resource.type
  if (!namespaced && reference.namespace)
    throw new ConfigurationError('paramRef.namespace must not be provided for a cluster-scoped `paramKind`')
  const namespace = namespaced ? (reference.namespace ?? requested) : ''
  if (namespaced && !namespace)
    throw new ConfigurationError(
      'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources',
    )
  const found: JsonObject[] = []
  const add = (object: KubeObject) => {
    const param = resource.custom ? resource.custom.decode(object) : resource.fromStored(object)
    // Differs: the real server asks the webhook. The promise is left to nobody, whatever becomes of it.
    if (param instanceof Promise) {
      param.catch(() => undefined)
      throw new ConfigurationError('params that a webhook would have to convert are not supported here')
    }
    found.push(param as unknown as JsonObject)
  }
  if (reference.selector) {
    const selector = selectorOf(reference.selector)
    for (const object of context.readAll(resource.definition.type, namespace))
      if (selector.matches(object.metadata.labels)) add(object)
  } else if (reference.name) {
    const object = context.read(resource.definition.type, reference.name, namespace)
    if (object) add(object)
  }
  if (found.length === 0 && reference.parameterNotFoundAction === 'Deny')
    throw new ConfigurationError('no params found for policy binding with `Deny` parameterNotFoundAction')
  return found
}
