import type * as types from '../../resources/generated/types.ts'
import { endpointsPort, sortPorts } from '../shared/port-order.ts'

/** One address with one port that it serves; without a port for services that have none. */
export interface AddressPort {
  address: types.EndpointAddress
  ready: boolean
  port: types.EndpointPort | undefined
}

/** Packs addresses and ports into the fewest subsets: ports that all the same addresses serve go together. */
export function packSubsets(pairs: readonly AddressPort[]): types.EndpointSubset[] {
  const addressesOf = new Map<string, { port: types.EndpointPort | undefined; members: Map<string, AddressPort> }>()
  for (const pair of pairs) {
    const id = JSON.stringify(pair.port ?? null)
    const entry = addressesOf.get(id) ?? { port: pair.port, members: new Map<string, AddressPort>() }
    addressesOf.set(id, entry)
    entry.members.set(`${pair.address.ip}/${pair.address.targetRef?.uid ?? ''}`, pair)
  }
  const subsets = new Map<string, { ports: types.EndpointPort[]; members: AddressPort[] }>()
  for (const { port, members } of addressesOf.values()) {
    const sorted = [...members].sort(([a], [b]) => (a < b ? -1 : 1))
    const id = sorted.map(([address, { ready }]) => `${address}/${ready}`).join()
    const subset = subsets.get(id) ?? { ports: [], members: sorted.map(([, member]) => member) }
    subsets.set(id, subset)
    if (port) subset.ports.push(port)
  }
  return [...subsets]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { ports, members }]) => {
      const addresses = members.filter(({ ready }) => ready).map(({ address }) => address)
      const notReadyAddresses = members.filter(({ ready }) => !ready).map(({ address }) => address)
      return {
        ...(addresses.length > 0 && { addresses }),
        ...(notReadyAddresses.length > 0 && { notReadyAddresses }),
        ...(ports.length > 0 && { ports: sortPorts(ports, endpointsPort) }),
      }
    })
}
