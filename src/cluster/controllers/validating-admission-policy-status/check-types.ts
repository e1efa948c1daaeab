import { apiVersionOf } from '../../apimachinery/object.ts'
import type { ExpressionWarning, ValidatingAdmissionPolicy } from '../../resources/generated/types.ts'
import { declareVariables } from '../../apiserver/admission/policies/compiled-policy.ts'
import type { Environment } from '../../cel/environment.ts'
import type { CelType } from '../../cel/types.ts'

/** A kind that a policy is about. */
export interface MatchedKind {
  group: string
  version: string
  kind: string
}

/** What is known of the API's kinds. */
export interface KindTypes {
  /** The kind behind a resource, `undefined` if there is none. */
  kindOf(group: string, version: string, plural: string): MatchedKind | undefined
  /** The type of its objects, `undefined` if nothing is known of it. */
  typeOf(apiVersion: string, kind: string): CelType | undefined
}

// Of more kinds no more is said.
const MOST_KINDS = 10

/** What the expressions of a policy do wrong with the kinds that it is about. */
export function checkTypes({ spec = {} }: ValidatingAdmissionPolicy, types: KindTypes): ExpressionWarning[] {
  const kinds = matchedKinds(spec, types)
  const { paramKind } = spec
  const params = paramKind ? types.typeOf(paramKind.apiVersion ?? '', paramKind.kind ?? '') : undefined
  const environments = kinds.flatMap((kind) => {
    const type = types.typeOf(apiVersionOf(kind), kind.kind)
    if (!type) return []
    const compile = (variable: { expression: string }, environment: Environment) =>
      environment.compile(variable.expression).program?.type
    return [{ kind, environment: declareVariables(spec.variables, params, compile, type) }]
  })
  const warnings: ExpressionWarning[] = []
  const check = (fieldRef: string, expression: string | undefined) => {
    if (!expression) return
    const problems = environments.flatMap(({ kind, environment }) => {
      const { error } = environment.compile(expression)
      return error === undefined ? [] : [`${kind.group}/${kind.version}, Kind=${kind.kind}: ${error}\n`]
    })
    if (problems.length > 0) warnings.push({ fieldRef, warning: problems.join('\n') })
  }
  spec.validations?.forEach(({ expression, messageExpression }, index) => {
    check(`spec.validations[${index}].expression`, expression)
    check(`spec.validations[${index}].messageExpression`, messageExpression)
  })
  return warnings
}

/** Rules with wildcards and subresources are left out. */
function matchedKinds(spec: NonNullable<ValidatingAdmissionPolicy['spec']>, types: KindTypes): MatchedKind[] {
  const found = new Map<string, MatchedKind>()
  for (const rule of spec.matchConstraints?.resourceRules ?? []) {
    const { apiGroups = [], apiVersions = [], resources = [] } = rule
    if ([...apiGroups, ...apiVersions, ...resources].includes('*')) continue
    for (const group of apiGroups)
      for (const version of apiVersions)
        for (const plural of resources) {
          const kind = plural.includes('/') ? undefined : types.kindOf(group, version, plural)
          if (kind) found.set(`${apiVersionOf(kind)}/${kind.kind}`, kind)
        }
  }
  return [...found.keys()]
    .sort()
    .slice(0, MOST_KINDS)
    .map((key) => found.get(key)!)
}
