import { declare, type Overload } from '../functions.ts'
import { opaque, type CelType } from '../types.ts'
import { Opaque } from '../values.ts'

/** The question that an expression asks of the server's authorizers. */
export interface AccessQuestion {
  /** Another account than the caller: `system:serviceaccount:ns:name`. */
  user?: string
  verb: string
  path?: string
  group?: string
  resource?: string
  subresource?: string
  namespace?: string
  name?: string
}

export interface AccessAnswer {
  allowed: boolean
  reason: string
}

/** Answers at once, or throws what the evaluation's caller waits for before it evaluates again. */
export type Authorize = (question: AccessQuestion) => AccessAnswer

/** `authorizer`, and what its functions make of it on the way to a decision. */
export class AuthorizerValue extends Opaque {
  readonly type: CelType
  readonly question: Omit<AccessQuestion, 'verb'>
  readonly authorize: Authorize

  constructor(authorize: Authorize, type = 'Authorizer', question: Omit<AccessQuestion, 'verb'> = {}) {
    super()
    this.type = opaque(`kubernetes.authorization.${type}`)
    this.authorize = authorize
    this.question = question
  }

  with(type: string, more: Omit<AccessQuestion, 'verb'>): AuthorizerValue {
    return new AuthorizerValue(this.authorize, type, { ...this.question, ...more })
  }

  equals(other: Opaque): boolean {
    return this === other
  }
}

class Decision extends Opaque {
  readonly type = opaque('kubernetes.authorization.Decision')
  readonly answer: AccessAnswer

  constructor(answer: AccessAnswer) {
    super()
    this.answer = answer
  }

  equals(other: Opaque): boolean {
    return this === other
  }
}

const decide = (check: AuthorizerValue, verb: string) => new Decision(check.authorize({ ...check.question, verb }))

/** Narrows a check of a resource. */
const narrow = (field: keyof AccessQuestion) => (check: AuthorizerValue, value: string) =>
  check.with('ResourceCheck', { [field]: value })

const serviceAccount = (authorizer: AuthorizerValue, namespace: string, name: string) =>
  authorizer.with('Authorizer', { user: `system:serviceaccount:${namespace}:${name}` })

// So much that one expression can ask twice.
const CHECK_COST = 350_000

// Differs: the server's authorizers here do not look at selectors.
const ignoreSelector = (check: AuthorizerValue) => check

/** @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-authorizer-library */
export const authorizer: readonly Overload[] = declare({
  'Authorizer.path(string): PathCheck': (value: AuthorizerValue, path: string) => value.with('PathCheck', { path }),
  'Authorizer.group(string): GroupCheck': (value: AuthorizerValue, group: string) =>
    value.with('GroupCheck', { group }),
  'Authorizer.serviceAccount(string, string): Authorizer': serviceAccount,
  'GroupCheck.resource(string): ResourceCheck': narrow('resource'),
  'ResourceCheck.subresource(string): ResourceCheck': narrow('subresource'),
  'ResourceCheck.namespace(string): ResourceCheck': narrow('namespace'),
  'ResourceCheck.name(string): ResourceCheck': narrow('name'),
  'ResourceCheck.fieldSelector(string): ResourceCheck': ignoreSelector,
  'ResourceCheck.labelSelector(string): ResourceCheck': ignoreSelector,
  'PathCheck.check(string): Decision': decide,
  'ResourceCheck.check(string): Decision': decide,
  'Decision.allowed(): bool': ({ answer }: Decision) => answer.allowed,
  'Decision.reason(): string': ({ answer }: Decision) => answer.reason,
  'Decision.errored(): bool': () => false,
  'Decision.error(): string': () => '',
}).map((overload) => (overload.name === 'check' ? { ...overload, cost: CHECK_COST } : overload))
