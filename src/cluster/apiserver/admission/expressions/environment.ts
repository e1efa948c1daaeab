import { Environment } from '../../../cel/environment.ts'
import { authorizer } from '../../../cel/functions/authorizer.ts'
import { DYN, objectOf, opaque, type CelType } from '../../../cel/types.ts'
import { namespaceType, requestType } from './request-types.ts'

/** What expressions about a request may use beside what is always there. */
export interface ExpressionScope {
  /** The type of `object` and `oldObject`; anything when absent. */
  object?: CelType
  /** The type of `params`; there is none when absent. */
  params?: CelType
  /** The types of `variables`; there are none when absent. */
  variables?: Readonly<Record<string, CelType>>
}

/** Names and functions of expressions about a request: those of policies, and of webhooks' match conditions. */
export function admissionEnvironment({ object = DYN, params, variables }: ExpressionScope = {}): Environment {
  return new Environment(
    {
      object,
      oldObject: object,
      request: requestType,
      namespaceObject: namespaceType,
      authorizer: opaque('kubernetes.authorization.Authorizer'),
      'authorizer.requestResource': opaque('kubernetes.authorization.ResourceCheck'),
      ...(params && { params }),
      ...(variables && { variables: objectOf('kubernetes.variables', variables) }),
    },
    authorizer,
  )
}

/** Of match conditions: neither variables nor, where there is no policy, parameters. */
export const conditionEnvironment = admissionEnvironment()

/** Of a policy's match conditions and expressions where it has parameters. */
export const conditionEnvironmentWithParams = admissionEnvironment({ params: DYN })
