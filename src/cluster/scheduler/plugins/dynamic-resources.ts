import { matchesNodeSelector } from '../../apimachinery/node-selector.ts'
import { isReason } from '../../apimachinery/errors.ts'
import type { Client } from '../../client/client.ts'
import { ResourceClaim as ResourceClaims } from '../../resources/generated/kinds.ts'
import type { AllocationResult, Pod, ResourceClaim } from '../../resources/generated/types.ts'
import { allocate, TooManyWays, type Supply } from '../devices/allocate.ts'
import { AssumedAllocations } from '../devices/assumed-allocations.ts'
import { deviceId, offeredDevices } from '../devices/device-inventory.ts'
import { podClaims } from '../devices/pod-claims.ts'
import { refuse, refuseForGood, type CycleState, type SchedulerPlugin } from '../plugin.ts'
import type { SchedulerObjects } from '../snapshot.ts'

const NAME = 'DynamicResources'
const FINALIZER = 'resource.kubernetes.io/delete-protection'
const TRIES = 5

interface State {
  claims: readonly ResourceClaim[]
  /** Where claims that have their devices let the pod run. */
  allocated: readonly AllocationResult[]
  /** Claims that need devices. */
  open: readonly ResourceClaim[]
  supply: Supply
  /** What the open claims would get, by node. */
  choices: Map<string, AllocationResult[]>
}

/** Gives the devices to pods that their claims ask for, and lets them run where those are. */
export function createDynamicResources(client: Client): SchedulerPlugin {
  const assumed = new AssumedAllocations()
  return {
    name: NAME,
    wakesOn: [
      'node-added',
      'node-labels',
      'node-taints',
      'pod-changed',
      'device-claim-changed',
      'resource-slice-changed',
      'device-class-changed',
    ],

    preEnqueue(pod, objects) {
      const { missing } = podClaims(pod, objects)
      return missing === undefined ? undefined : refuseForGood(missing)
    },

    preFilter({ pod }, state, { objects }) {
      if (!pod.spec!.resourceClaims?.length) return 'skip'
      const { claims, missing } = podClaims(pod, objects)
      if (!claims) return refuseForGood(missing)
      if (claims.length === 0) return 'skip'
      const open = claims.filter((claim) => !assumed.of(claim))
      const problem = unknownClass(open, objects)
      if (problem) return refuseForGood(problem)
      const allocated = claims.flatMap((claim) => assumed.of(claim) ?? [])
      const found: State = { claims, allocated, open, supply: supplyOf(objects, assumed), choices: new Map() }
      state.set(NAME, found)
      return undefined
    },

    filter(_pod, node, state) {
      const { allocated, open, supply, choices } = stateOf(state)!
      const isElsewhere = ({ nodeSelector }: AllocationResult) =>
        nodeSelector !== undefined && !matchesNodeSelector(nodeSelector, node)
      if (allocated.some(isElsewhere)) return refuseForGood('resourceclaim not available on the node')
      if (open.length === 0) return undefined
      try {
        const choice = allocate(open, node, supply)
        if (!choice) return refuseForGood('cannot allocate all claims')
        choices.set(node.name, choice)
        return undefined
      } catch (error) {
        if (!(error instanceof TooManyWays)) throw error
        return refuse('timed out trying to allocate devices')
      }
    },

    reserve(_pod, node, state) {
      const { open, choices } = stateOf(state) ?? { open: [] }
      for (const [index, claim] of open.entries()) assumed.assume(claim, choices!.get(node)![index]!)
    },

    unreserve(state) {
      for (const { metadata } of stateOf(state)?.open ?? []) assumed.forget(metadata.uid)
    },

    async preBind({ pod }, _node, state) {
      for (const claim of stateOf(state)?.claims ?? []) {
        const allocation = assumed.of(claim)
        const written = await reserveClaim(client, claim, pod, allocation)
        assumed.written(written)
      }
    },
  }
}

function stateOf(state: CycleState): State | undefined {
  return state.get(NAME) as State | undefined
}

function unknownClass(claims: readonly ResourceClaim[], { deviceClasses }: SchedulerObjects): string | undefined {
  for (const { spec } of claims)
    for (const { name, exactly, firstAvailable = [] } of spec.devices?.requests ?? [])
      for (const { deviceClassName } of exactly ? [exactly] : firstAvailable)
        if (!deviceClasses.get(deviceClassName))
          return `request ${name}: device class ${deviceClassName} does not exist`
  return undefined
}

function supplyOf({ deviceClaims, deviceClasses, slices }: SchedulerObjects, assumed: AssumedAllocations): Supply {
  const taken = deviceClaims
    .list()
    .flatMap((claim) => assumed.of(claim)?.devices?.results ?? [])
    .filter(({ adminAccess }) => !adminAccess)
    .map(deviceId)
  return {
    offered: offeredDevices(slices.list()),
    taken: new Set(taken),
    classOf: (name) => deviceClasses.get(name),
  }
}

/** Writes into a claim which devices it has, and that the pod uses it. @throws StatusError */
async function reserveClaim(
  client: Client,
  { metadata: { name, namespace = '' } }: ResourceClaim,
  { metadata: { name: podName, uid } }: Pod,
  allocation: AllocationResult | undefined,
): Promise<ResourceClaim> {
  for (let attempt = 1; ; attempt++) {
    try {
      let claim = await client.get(ResourceClaims, name, { namespace })
      const { finalizers = [] } = claim.metadata
      if (!claim.status?.allocation && !finalizers.includes(FINALIZER)) {
        const metadata = { ...claim.metadata, finalizers: [...finalizers, FINALIZER] }
        claim = await client.update(ResourceClaims, { ...claim, metadata })
      }
      const { reservedFor = [] } = claim.status ?? {}
      if (reservedFor.some((consumer) => consumer.uid === uid)) return claim
      const status = {
        ...claim.status,
        ...(!claim.status?.allocation && allocation && { allocation }),
        reservedFor: [...reservedFor, { resource: 'pods', name: podName, uid }],
      }
      return await client.update(ResourceClaims, { ...claim, status }, { subresource: 'status' })
    } catch (error) {
      // Another pod with the same claim was quicker.
      if (!isReason(error, 'Conflict') || attempt === TRIES) throw error
    }
  }
}
