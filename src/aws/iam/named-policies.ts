import { documentOf } from './policies-of.ts'
import { evaluate, type Decision, type Question } from './policy/evaluate.ts'
import { parsePolicy, type Statement } from './policy/document.ts'
import type { AccountCore } from '../scope.ts'
import type { Principal } from './find-principal.ts'

/** A policy's statements under the name that simulations give it. */
export interface NamedPolicy {
  id: string
  statements: Statement[]
}

/** Every policy of a user or role: managed ones by their names, inline ones with the name of whom they belong to. */
export function policiesOf(account: AccountCore, { kind, name, holder }: Principal): NamedPolicy[] {
  const managed = holder.attached.map((arn) => [arn.split('/').at(-1)!, documentOf(account, arn)] as const)
  const inline = Object.entries(holder.inline).map(([policy, text]) => [`${kind}_${name}_${policy}`, text] as const)
  return [...managed, ...inline].flatMap(([id, text]) =>
    text === undefined ? [] : [{ id, statements: parsePolicy(text, 'identity') }],
  )
}

/** The policies that a decision comes from, once for each statement that says the same; none for an implicit deny. */
export function deciding(policies: readonly NamedPolicy[], question: Question, decision: Decision): NamedPolicy[] {
  if (decision === 'implicitDeny') return []
  return policies.flatMap((policy) =>
    policy.statements.filter((statement) => evaluate([statement], question) === decision).map(() => policy),
  )
}
