import type { JsonObject } from '../../../apimachinery/object.ts'
import { CelError, fromJson, type Value } from '../../../cel/values.ts'
import type { Program } from '../../../cel/environment.ts'
import { evaluateConditions } from '../expressions/match-conditions.ts'
import type { CompiledPolicy, CompiledValidation } from './compiled-policy.ts'

/** Why a policy refuses. */
export interface Refusal {
  message: string
  /** A reason of a Status. */
  reason: string
}

// What one expression, and all of a policy for one binding, may cost.
const PER_CALL_LIMIT = 1_000_000
const MAX_MESSAGE_LENGTH = 5120
const DEFAULT_REASON = 'Invalid'

/** Evaluates a policy for one request with one parameter object. */
export function evaluatePolicy(
  policy: CompiledPolicy,
  request: Readonly<Record<string, Value>>,
  params: JsonObject | undefined,
): Refusal[] {
  const ignoresErrors = policy.spec.failurePolicy === 'Ignore'
  const refuse = (message: string): Refusal[] => (ignoresErrors ? [] : [{ message, reason: DEFAULT_REASON }])
  const values = { ...request, ...(policy.spec.paramKind && { params: fromJson(params) }) }
  const verdict = evaluateConditions(policy.spec.matchConditions, policy.conditions, values)
  if (verdict.error !== undefined) return refuse(verdict.error)
  if (!verdict.matches) return []
  const all = { ...values, variables: lazyVariables(policy, values) }
  const refusals = policy.validations.flatMap((validation) => {
    const outcome = attempt(validation.program, all)
    if (outcome.error !== undefined)
      return refuse(`expression '${validation.expression}' resulted in error: ${outcome.error}`)
    if (outcome.value === true) return []
    return [{ message: messageOf(validation, all), reason: validation.reason ?? DEFAULT_REASON }]
  })
  const annotations = policy.auditAnnotations.flatMap(({ program, expression }) => {
    const outcome = attempt(program, all)
    return outcome.error === undefined ? [] : refuse(`expression '${expression}' resulted in error: ${outcome.error}`)
  })
  return [...refusals, ...annotations]
}

type Outcome = { value: Value; error?: undefined } | { error: string }

function attempt(program: Program, values: Readonly<Record<string, Value>>): Outcome {
  try {
    return { value: program.evaluate(values, PER_CALL_LIMIT) }
  } catch (error) {
    if (error instanceof CelError) return { error: error.message }
    throw error
  }
}

/** Variables are evaluated when they are first used, once for all expressions of a request. */
function lazyVariables({ variables }: CompiledPolicy, values: Readonly<Record<string, Value>>): Record<string, Value> {
  const result: Record<string, Value> = {}
  for (const { name, program } of variables) {
    let outcome: Outcome | undefined
    Object.defineProperty(result, name, {
      enumerable: true,
      get() {
        outcome ??= attempt(program, { ...values, variables: result })
        if (outcome.error !== undefined)
          throw new CelError(`composited variable ${JSON.stringify(name)} fails to evaluate: ${outcome.error}`)
        return outcome.value
      },
    })
  }
  return result
}

function messageOf(
  { expression, message, messageProgram }: CompiledValidation,
  values: Readonly<Record<string, Value>>,
): string {
  const made = messageProgram && attempt(messageProgram, values)
  const text = made && made.error === undefined && typeof made.value === 'string' ? made.value.trim() : ''
  // A message that cannot be shown on one line is replaced by the fixed one.
  if (text !== '' && text.length <= MAX_MESSAGE_LENGTH && !text.includes('\n')) return text
  return message?.trim() || `failed expression: ${expression.trim()}`
}
