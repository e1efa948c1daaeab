import type { SelectableNode } from '../../apimachinery/node-selector.ts'
import { CelError } from '../../cel/values.ts'
import type {
  AllocationResult,
  DeviceAllocationConfiguration,
  DeviceClass,
  DeviceConstraint,
  DeviceSubRequest,
  ExactDeviceRequest,
  NodeSelectorTerm,
  ResourceClaim,
} from '../../resources/generated/types.ts'
import { PluginError } from '../plugin.ts'
import { isReachable, type OfferedDevice } from './device-inventory.ts'
import { attributeOf, isSelected } from './select-device.ts'

/** What devices are chosen from. */
export interface Supply {
  offered: readonly OfferedDevice[]
  /** Ids of devices that others have. */
  taken: ReadonlySet<string>
  classOf(name: string): DeviceClass | undefined
}

/** One way to meet a request. */
interface Alternative {
  /** The request's name; with that of the alternative behind a slash where there are several. */
  name: string
  request: ExactDeviceRequest | DeviceSubRequest
}

// The real server gives up on a node after ten seconds. Here everybody would wait meanwhile.
const MOST_TRIES = 20_000

/** There are too many ways to choose the devices to try them all. */
export class TooManyWays extends Error {}

/** The ways in which a claim's requests can be met, each request's in the order of preference. */
function alternativesOf({ spec }: ResourceClaim): Alternative[][] {
  return (spec.devices?.requests ?? []).map(({ name, exactly, firstAvailable = [] }) =>
    exactly
      ? [{ name, request: exactly }]
      : firstAvailable.map((request) => ({ name: `${name}/${request.name}`, request })),
  )
}

/** Chooses devices of one node for claims. @returns an allocation per claim, `undefined` when they cannot all be met. @throws PluginError, TooManyWays */
export function allocate(
  claims: readonly ResourceClaim[],
  node: SelectableNode,
  supply: Supply,
): AllocationResult[] | undefined {
  const search = new Search(node, supply)
  const demands = claims.flatMap((claim) => alternativesOf(claim).map((alternatives) => ({ claim, alternatives })))
  if (!search.meet(demands)) return undefined
  return claims.map((claim) => search.result(claim))
}

interface Demand {
  claim: ResourceClaim
  alternatives: readonly Alternative[]
}

/** A way to meet a request that is being tried. */
interface Attempt {
  claim: ResourceClaim
  alternative: Alternative
}

interface Pick extends Attempt {
  offered: OfferedDevice
}

/** Tries devices in order and takes back what leads nowhere. */
class Search {
  readonly #reachable: readonly OfferedDevice[]
  readonly #node: SelectableNode
  readonly #supply: Supply
  readonly #picks: Pick[] = []
  #tries = 0

  constructor(node: SelectableNode, supply: Supply) {
    this.#node = node
    this.#supply = supply
    this.#reachable = supply.offered.filter((offered) => isReachable(offered, node))
  }

  meet([demand, ...others]: readonly Demand[]): boolean {
    if (!demand) return true
    return demand.alternatives.some((alternative) => {
      const { claim } = demand
      const suitable = this.#suitable(claim, alternative)
      const isAll = alternative.request.allocationMode === 'All'
      if (isAll && suitable.length === 0) return false
      const count = isAll ? suitable.length : (alternative.request.count ?? 1)
      return this.#pick({ claim, alternative }, suitable, count, () => this.meet(others))
    })
  }

  result(claim: ResourceClaim): AllocationResult {
    const mine = this.#picks.filter((pick) => pick.claim === claim)
    const config = this.#config(claim, mine)
    const nodeSelector = this.#nodeSelector(mine)
    const results = mine.map(({ alternative: { name, request }, offered: { driver, pool, device } }) => ({
      request: name,
      driver,
      pool,
      device: device.name,
      ...(isAdmin(request) && { adminAccess: true }),
    }))
    return { devices: { results, ...(config.length > 0 && { config }) }, ...(nodeSelector && { nodeSelector }) }
  }

  #suitable(claim: ResourceClaim, { request }: Alternative): OfferedDevice[] {
    const { selectors } = this.#supply.classOf(request.deviceClassName)?.spec ?? {}
    const { namespace, name } = claim.metadata
    return this.#reachable.filter((offered) => {
      try {
        return isSelected(offered, selectors) && isSelected(offered, request.selectors)
      } catch (error) {
        if (!(error instanceof CelError)) throw error
        throw new PluginError(`claim ${namespace}/${name}: ${error.message}`)
      }
    })
  }

  #pick(attempt: Attempt, suitable: readonly OfferedDevice[], count: number, next: () => boolean, from = 0): boolean {
    if (count === 0) return next()
    for (let at = from; at + count <= suitable.length; at++) {
      if (++this.#tries > MOST_TRIES) throw new TooManyWays()
      const pick = { ...attempt, offered: suitable[at]! }
      if (!this.#isAllowed(pick)) continue
      this.#picks.push(pick)
      if (this.#pick(attempt, suitable, count - 1, next, at + 1)) return true
      this.#picks.pop()
    }
    return false
  }

  #isAllowed(pick: Pick): boolean {
    const { id } = pick.offered
    const isTaken = this.#supply.taken.has(id) || this.#picks.some(({ offered }) => offered.id === id)
    if (isTaken && !isAdmin(pick.alternative.request)) return false
    const constraints = pick.claim.spec.devices?.constraints ?? []
    return constraints.every((constraint) => !concerns(constraint, pick) || this.#holds(constraint, pick))
  }

  #holds(constraint: DeviceConstraint, pick: Pick): boolean {
    const { matchAttribute, distinctAttribute } = constraint
    const name = matchAttribute ?? distinctAttribute
    if (name === undefined) return true
    const value = attributeOf(pick.offered, name)
    if (value === undefined) return false
    const others = this.#picks
      .filter(({ claim }) => claim === pick.claim)
      .filter((other) => concerns(constraint, other))
    return others.every(({ offered }) => (attributeOf(offered, name) === value) === (matchAttribute !== undefined))
  }

  /** What the classes say of each request, then what the claim says. */
  #config({ spec }: ResourceClaim, picks: readonly Pick[]): DeviceAllocationConfiguration[] {
    const requests = new Map(picks.map(({ alternative }) => [alternative.name, alternative.request.deviceClassName]))
    const ofClasses = [...requests].flatMap(([name, className]) =>
      (this.#supply.classOf(className)?.spec.config ?? []).map((entry) => ({
        ...entry,
        source: 'FromClass',
        requests: [name],
      })),
    )
    const isMet = (wanted: string) => [...requests.keys()].some((name) => isRequest(name, wanted))
    const ofClaim = (spec.devices?.config ?? [])
      .filter(({ requests: wanted = [] }) => wanted.length === 0 || wanted.some(isMet))
      .map((entry) => ({ ...entry, source: 'FromClaim' }))
    return [...ofClasses, ...ofClaim]
  }

  /** Where pods with these devices can run: on the one node that any of them is bound to, or where all of them reach. */
  #nodeSelector(picks: readonly Pick[]): AllocationResult['nodeSelector'] {
    if (picks.some(({ offered }) => offered.nodeName !== undefined))
      return {
        nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [this.#node.name] }] }],
      }
    const terms = picks.flatMap(({ offered }) => offered.nodeSelector?.nodeSelectorTerms.slice(0, 1) ?? [])
    return terms.length > 0 ? { nodeSelectorTerms: [terms.reduce(both)] } : undefined
  }
}

function isAdmin(request: Alternative['request']): boolean {
  return 'adminAccess' in request && request.adminAccess === true
}

/** Whether a request is the one that is named, or an alternative of it. */
function isRequest(name: string, wanted: string): boolean {
  return name === wanted || name.startsWith(`${wanted}/`)
}

function concerns({ requests = [] }: DeviceConstraint, { alternative }: Pick): boolean {
  return requests.length === 0 || requests.some((wanted) => isRequest(alternative.name, wanted))
}

function both(a: NodeSelectorTerm, b: NodeSelectorTerm): NodeSelectorTerm {
  if (JSON.stringify(a) === JSON.stringify(b)) return a
  const matchExpressions = [...(a.matchExpressions ?? []), ...(b.matchExpressions ?? [])]
  const matchFields = [...(a.matchFields ?? []), ...(b.matchFields ?? [])]
  return { ...(matchExpressions.length > 0 && { matchExpressions }), ...(matchFields.length > 0 && { matchFields }) }
}
