import type { ResourceType } from '../../apimachinery/object.ts'
import type { UserInfo } from '../../client/client.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { FlowSchema, PriorityLevelConfiguration } from '../../resources/generated/types.ts'
import type { Core } from '../core.ts'
import type { RequestInfo } from '../request-info.ts'
import { matchFlowSchema } from './match-flow-schema.ts'

/** One request among those of its priority level. */
export interface Flow {
  /** The headers that name its flow schema and its priority level. */
  headers: Readonly<Record<string, string>>
  /** Whether its level has no seat for it. */
  rejected: boolean
  /** Gives its seat back. Called once, when it is answered. */
  leave(): void
}

/** Requests at a time that the server's levels share, by the defaults of its two `--max-…-inflight` flags. */
const SERVER_SEATS = 600
const NO_FLOW: Flow = { headers: {}, rejected: false, leave() {} }
/** Requests that last by their nature are in no flow. */
const LASTING = new Set(['attach', 'exec', 'log', 'portforward', 'proxy'])

/**
 * API Priority and Fairness: tells requests apart by the flow schemas, and refuses those for which a level has no seat.
 * Differs: a request that a level would queue is served at once; each takes one seat; what a level may borrow is always there.
 */
export class FlowControl {
  readonly #core: Core
  readonly #executing = new Map<string, number>()
  readonly #stops: readonly (() => void)[]
  /** By precedence; `undefined` after a change. */
  #schemas: readonly FlowSchema[] | undefined
  #shares: number | undefined

  constructor(core: Core) {
    this.#core = core
    const forget = () => {
      this.#schemas = undefined
      this.#shares = undefined
    }
    this.#stops = [kinds.FlowSchema, kinds.PriorityLevelConfiguration].map((type) =>
      core.store.watch(this.#prefixOf(type), core.store.revision, forget),
    )
  }

  stop(): void {
    for (const stop of this.#stops) stop()
  }

  /** Finds the flow of a request, and takes a seat for it if there is one. */
  enter(user: UserInfo, info: RequestInfo): Flow {
    if (LASTING.has(info.subresource)) return NO_FLOW
    this.#schemas ??= this.#readSchemas()
    const schema = this.#schemas.find((one) => matchFlowSchema(one, user, info))
    const level = schema && this.#level(schema.spec?.priorityLevelConfiguration.name ?? '')
    if (!level) return NO_FLOW
    const headers = {
      'x-kubernetes-pf-flowschema-uid': schema.metadata.uid,
      'x-kubernetes-pf-prioritylevel-uid': level.metadata.uid,
    }
    // A watch holds a seat only until it has begun, which here takes no time.
    if (info.verb === 'watch' || level.spec?.limited?.limitResponse?.type !== 'Reject') return { ...NO_FLOW, headers }
    return { headers, ...this.#takeSeat(level) }
  }

  #takeSeat(level: PriorityLevelConfiguration): Pick<Flow, 'rejected' | 'leave'> {
    const { name } = level.metadata
    const executing = this.#executing.get(name) ?? 0
    // One that comes alone is served whatever the limit.
    if (executing > 0 && executing >= this.#seatsOf(level)) return { rejected: true, leave() {} }
    this.#executing.set(name, executing + 1)
    return { rejected: false, leave: () => this.#executing.set(name, this.#executing.get(name)! - 1) }
  }

  #seatsOf({ spec }: PriorityLevelConfiguration): number {
    const { nominalConcurrencyShares = 0, borrowingLimitPercent } = spec?.limited ?? {}
    if (borrowingLimitPercent === undefined) return SERVER_SEATS
    this.#shares ??= this.#sumOfShares()
    const nominal = Math.ceil((SERVER_SEATS * nominalConcurrencyShares) / Math.max(1, this.#shares))
    return nominal + Math.round((nominal * borrowingLimitPercent) / 100)
  }

  #sumOfShares(): number {
    let sum = 0
    for (const { spec } of this.#core.store.range(
      this.#prefixOf(kinds.PriorityLevelConfiguration),
    ) as Iterable<PriorityLevelConfiguration>)
      sum += (spec?.limited ?? spec?.exempt)?.nominalConcurrencyShares ?? 0
    return sum
  }

  #readSchemas(): readonly FlowSchema[] {
    const precedenceOf = ({ spec }: FlowSchema) => spec?.matchingPrecedence ?? 0
    const schemas = [...this.#core.store.range(this.#prefixOf(kinds.FlowSchema))] as FlowSchema[]
    return schemas.sort((a, b) => precedenceOf(a) - precedenceOf(b) || (a.metadata.name < b.metadata.name ? -1 : 1))
  }

  #level(name: string): PriorityLevelConfiguration | undefined {
    return this.#core.store.get(this.#prefixOf(kinds.PriorityLevelConfiguration), name)
  }

  #prefixOf({ group, version, plural }: ResourceType): string {
    return this.#core.registry.find(group, version, plural)!.storagePrefix
  }
}
