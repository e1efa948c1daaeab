import type { ValidatingAdmissionPolicy, Variable } from '../../../resources/generated/types.ts'
import type { Environment, Program } from '../../../cel/environment.ts'
import { DYN, type CelType } from '../../../cel/types.ts'
import { admissionEnvironment } from '../expressions/environment.ts'

/** A policy whose expressions can be evaluated. */
export interface CompiledPolicy {
  name: string
  spec: NonNullable<ValidatingAdmissionPolicy['spec']>
  /** Of match conditions: it knows no variables. */
  conditions: Environment
  variables: readonly { name: string; program: Program }[]
  validations: readonly CompiledValidation[]
  auditAnnotations: readonly { key: string; program: Program; expression: string }[]
}

export interface CompiledValidation {
  expression: string
  program: Program
  message: string | undefined
  messageProgram: Program | undefined
  reason: string | undefined
}

// Stored objects never change, so what is made of them holds as long as they do.
const compiled = new WeakMap<ValidatingAdmissionPolicy, CompiledPolicy>()

/** Compiles a stored policy, once. What does not compile was refused when it was written. */
export function compilePolicy(policy: ValidatingAdmissionPolicy): CompiledPolicy {
  let found = compiled.get(policy)
  if (!found) compiled.set(policy, (found = make(policy)))
  return found
}

function make({ metadata: { name }, spec = {} }: ValidatingAdmissionPolicy): CompiledPolicy {
  const params = spec.paramKind ? DYN : undefined
  const variables: { name: string; program: Program }[] = []
  const environment = declareVariables(spec.variables, params, (variable, at) => {
    const { program } = at.compile(variable.expression)
    if (program) variables.push({ name: variable.name, program })
    return program?.type
  })
  const compile = (text: string | undefined) => (text ? environment.compile(text).program : undefined)
  return {
    name,
    spec,
    conditions: admissionEnvironment({ ...(params && { params }) }),
    variables,
    validations: (spec.validations ?? []).flatMap(({ expression, message, messageExpression, reason }) => {
      const program = compile(expression)
      return program ? [{ expression, program, message, messageProgram: compile(messageExpression), reason }] : []
    }),
    auditAnnotations: (spec.auditAnnotations ?? []).flatMap(({ key, valueExpression }) => {
      const program = compile(valueExpression)
      return program ? [{ key, program, expression: valueExpression }] : []
    }),
  }
}

/**
 * The environment in which all variables of a policy are known.
 * @param compile called for each in its turn, with the environment of those before it; tells its type.
 */
export function declareVariables(
  variables: readonly Variable[] | undefined,
  params: CelType | undefined,
  compile: (variable: Variable, environment: Environment, index: number) => CelType | undefined,
  object: CelType = DYN,
): Environment {
  const scope = { object, ...(params && { params }) }
  if (!variables?.length) return admissionEnvironment(scope)
  const types: Record<string, CelType> = {}
  variables.forEach((variable, index) => {
    const before = admissionEnvironment({ ...scope, variables: { ...types } })
    types[variable.name] = compile(variable, before, index) ?? DYN
  })
  return admissionEnvironment({ ...scope, variables: types })
}
