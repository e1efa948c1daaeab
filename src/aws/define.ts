import type { AccountEvents } from './events.ts'
import type { Call, Job, Scope } from './scope.ts'
import type { Faults, Protocol } from './wire/protocol.ts'

type Output = Record<string, unknown>

/** One operation of one service. */
export interface Action {
  kind: 'action'
  /** The operation's name in the service's model. */
  name: string
  /** What IAM knows the operation as, without the service's prefix; none: everybody may do it. */
  permission: string | undefined
  /** Comes without a signature. */
  unsigned: boolean
  /** Input members that AWS has and this account has not. */
  unsupported: readonly string[]
  /** ARNs that the caller's policies must allow. */
  resources(call: Call, input: never): readonly string[]
  /** Facts that conditions of the caller's policies may ask for, by the names of IAM. */
  conditions(call: Call, input: never): Readonly<Record<string, string>>
  handle(call: Call, input: never): Promise<Output>
}

interface ActionSpec<Input> {
  name: string
  permission?: string | null
  unsigned?: boolean
  unsupported?: readonly (keyof Input & string)[] | readonly string[]
  resources?(call: Call, input: Input): readonly string[]
  conditions?(call: Call, input: Input): Readonly<Record<string, string>>
  handle(call: Call, input: Input): object | void | Promise<object | void>
}

/** Declares an operation. Its input has been read and checked by the service's model; its output is written by it.
 *  `permission: null` means that no policy is asked. */
export function defineAction<Input = object>(spec: ActionSpec<Input>): Action {
  return {
    kind: 'action',
    name: spec.name,
    permission: spec.permission === null ? undefined : (spec.permission ?? spec.name),
    unsigned: spec.unsigned ?? false,
    unsupported: spec.unsupported ?? [],
    resources: (call, input) => spec.resources?.(call, input) ?? ['*'],
    conditions: (call, input) => spec.conditions?.(call, input) ?? {},
    handle: async (call, input) => ((await spec.handle(call, input)) ?? {}) as Output,
  }
}

/** Declares a job. It may run twice when the process dies in between, so it must bear that. */
export const defineJob = <Args>(spec: Omit<Job<Args>, 'kind'>): Job<Args> => ({ kind: 'job', ...spec })

/** What a service does when another one has news. */
export interface Listener<Name extends keyof AccountEvents = keyof AccountEvents> {
  kind: 'listener'
  on: Name
  run(scope: Scope, event: AccountEvents[Name]): void | Promise<void>
}

/** Declares a listener. */
export const defineListener = <Name extends keyof AccountEvents>(
  spec: Omit<Listener<Name>, 'kind'>,
): Listener<Name> => ({
  kind: 'listener',
  ...spec,
})

/** One AWS service. */
export interface Service {
  /** Folder of its model in the aws CLI: `ec2`. */
  name: string
  signingName: string
  /** What requests carry as `Version`, where services of several versions share a host name. */
  version: string | undefined
  /** Prefix of its permissions: `ec2` in `ec2:DescribeVpcs`. */
  iamPrefix: string
  protocol: Protocol
  /** Words of its own for a fault that other services of the protocol word differently. */
  faults: Faults
  /** Its host names; the group `region` is absent when one endpoint serves all regions. */
  host: RegExp
  /** One set of state for all regions; requests are signed for us-east-1. */
  global: boolean
  actions: ReadonlyMap<string, Action>
  jobs: readonly Job[]
  listeners: readonly Listener[]
}

interface ServiceSpec {
  name: string
  signingName: string
  version?: string
  iamPrefix?: string
  protocol: Protocol
  faults?: Partial<Faults>
  host: RegExp
  global?: boolean
}

/** Declares a service from what its `index.ts` lists. */
export function defineService(spec: ServiceSpec, parts: Record<string, Action | Job | Listener>): Service {
  const all = Object.values(parts)
  return {
    name: spec.name,
    signingName: spec.signingName,
    version: spec.version,
    iamPrefix: spec.iamPrefix ?? spec.signingName,
    protocol: spec.protocol,
    faults: { ...spec.protocol.faults, ...spec.faults },
    host: spec.host,
    global: spec.global ?? false,
    actions: new Map(all.filter((part) => part.kind === 'action').map((action) => [action.name, action])),
    jobs: all.filter((part) => part.kind === 'job'),
    listeners: all.filter((part) => part.kind === 'listener'),
  }
}
