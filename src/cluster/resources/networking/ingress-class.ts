import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel, checkPathSegment, checkSubdomain } from '../../apimachinery/names.ts'
import { defineResource } from '../define-resource.ts'
import { IngressClass } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { validateDomainPath } from '../shared/domain-path.ts'
import { checkName, requireName } from '../shared/rules.ts'

const MAX_CONTROLLER_BYTES = 250

export const ingressClass = defineResource<types.IngressClass>({
  type: IngressClass,
  defaults({ spec }) {
    if (spec?.parameters) spec.parameters.scope ??= 'Cluster'
  },
  validate: ({ spec }, errors) => validateSpec(spec!, errors.at('spec')),
  validateUpdate({ spec }, old, errors) {
    const { controller = '' } = spec!
    if (!semanticEqual(controller, old.spec!.controller ?? ''))
      errors.at('spec', 'controller').invalid(controller, 'field is immutable')
    validateSpec(spec!, errors.at('spec'))
  },
  columns: [
    nameColumn,
    { name: 'Controller', value: ({ spec }) => spec?.controller ?? '' },
    { name: 'Parameters', value: parametersText },
    ageColumn,
  ],
})

function validateSpec({ controller = '', parameters }: types.IngressClassSpec, errors: FieldErrors): void {
  const at = errors.at('controller')
  if (controller.length > MAX_CONTROLLER_BYTES) at.tooLong(MAX_CONTROLLER_BYTES)
  if (controller === '') at.required()
  else validateDomainPath(controller, at)
  if (parameters) validateParameters(parameters, errors.at('parameters'))
}

function validateParameters(parameters: types.IngressClassParametersReference, errors: FieldErrors): void {
  const { apiGroup, kind, name, scope, namespace } = parameters
  checkName(apiGroup, checkSubdomain, errors.at('apiGroup'))
  requireName(kind, checkPathSegment, errors.at('kind'))
  requireName(name, checkPathSegment, errors.at('name'))
  if (scope === 'Namespace') {
    if (namespace === undefined) errors.at('namespace').required("`parameters.scope` is set to 'Namespace'")
    else checkName(namespace, checkLabel, errors.at('namespace'))
  } else if (scope === 'Cluster') {
    if (namespace !== undefined) errors.at('namespace').forbidden("`parameters.scope` is set to 'Cluster'")
  } else errors.at('scope').notSupported(scope, ['Cluster', 'Namespace'])
}

function parametersText({ spec }: types.IngressClass): string {
  const { parameters } = spec ?? {}
  if (!parameters) return '<none>'
  return `${parameters.kind}${parameters.apiGroup ? `.${parameters.apiGroup}` : ''}/${parameters.name}`
}
