import { conditionsHold, type ConditionContext } from './conditions.ts'
import { matchesWildcard } from './wildcard.ts'
import type { Statement } from './document.ts'

/** What policies say of one action on one resource. */
export type Decision = 'allowed' | 'implicitDeny' | 'explicitDeny'

/** One question to policies. */
export interface Question {
  /** `eks:DescribeCluster`. */
  action: string
  /** ARN, or `*`. */
  resource: string
  context: ConditionContext
}

/** Evaluates identity policies: a deny wins, an allow is needed.
 *  @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function evaluate(statements: readonly Statement[], question: Question): Decision {
  let decision: Decision = 'implicitDeny'
  for (const statement of statements) {
    if (!applies(statement, question)) continue
    if (statement.effect === 'Deny') return 'explicitDeny'
    decision = 'allowed'
  }
  return decision
}

/** A principal as a trust policy may name it: `{ type: 'Service', values: ['eks.amazonaws.com'] }`. */
export interface TrustedPrincipal {
  type: 'AWS' | 'Service' | 'Federated'
  /** All names under which the principal may be meant. */
  values: readonly string[]
}

/** Evaluates a trust policy for a principal that wants to assume the role. */
export function evaluateTrust(
  statements: readonly Statement[],
  principal: TrustedPrincipal,
  action: string,
  context: ConditionContext,
): Decision {
  const named = statements.filter((statement) => {
    const values = statement.principals?.[principal.type] ?? []
    return values.some((value) => value === '*' || principal.values.includes(value))
  })
  return evaluate(named, { action, resource: '*', context })
}

function applies(statement: Statement, { action, resource, context }: Question): boolean {
  const names = (patterns: readonly string[]) => patterns.some((pattern) => matchesWildcard(pattern, action, true))
  const covers = (patterns: readonly string[]) =>
    patterns.some((pattern) => matchesWildcard(expand(pattern, context), resource))
  return (
    (statement.actions ? names(statement.actions) : !names(statement.notActions ?? [])) &&
    (statement.resources ? covers(statement.resources) : !statement.notResources || !covers(statement.notResources)) &&
    conditionsHold(statement.conditions, context)
  )
}

/** Fills in policy variables: `${aws:username}`. */
function expand(pattern: string, context: ConditionContext): string {
  return pattern.replace(/\$\{([^}]+)\}/g, (whole, key: string) => context.get(key.toLowerCase())?.[0] ?? whole)
}
