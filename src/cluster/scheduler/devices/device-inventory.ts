import { matchesNodeSelector, type SelectableNode } from '../../apimachinery/node-selector.ts'
import type { Device, NodeSelector, ResourceSlice } from '../../resources/generated/types.ts'

/** One device that a driver offers. */
export interface OfferedDevice {
  /** Unique in the cluster. */
  id: string
  driver: string
  pool: string
  device: Device
  /** Where it can be used; everywhere when neither is there. */
  nodeName?: string | undefined
  nodeSelector?: NodeSelector | undefined
}

/** Names a device in the whole cluster. */
export function deviceId({ driver, pool, device }: { driver: string; pool: string; device: string }): string {
  return `${driver}/${pool}/${device}`
}

/**
 * The devices of all pools that are complete, in the order in which they are tried: by driver and pool, then as their slices list them.
 * Differs: counters that devices share, and taints of devices, are not looked at.
 */
export function offeredDevices(slices: readonly ResourceSlice[]): OfferedDevice[] {
  const pools = Map.groupBy(slices, ({ spec }) => `${spec.driver}/${spec.pool.name}`)
  return [...pools]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, ofPool]) => {
      const newest = Math.max(...ofPool.map(({ spec }) => spec.pool.generation))
      const current = ofPool.filter(({ spec }) => spec.pool.generation === newest)
      // A driver that is still writing its slices would have its devices chosen from half of them.
      if (current.length < current[0]!.spec.pool.resourceSliceCount) return []
      return current.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)).flatMap(devicesOf)
    })
}

/** Whether pods of a node can use a device. */
export function isReachable({ nodeName, nodeSelector }: OfferedDevice, node: SelectableNode): boolean {
  if (nodeName !== undefined) return nodeName === node.name
  return !nodeSelector || matchesNodeSelector(nodeSelector, node)
}

function devicesOf({ spec }: ResourceSlice): OfferedDevice[] {
  const { driver, pool, devices = [], perDeviceNodeSelection } = spec
  return devices.map((device) => {
    const { nodeName, nodeSelector } = perDeviceNodeSelection ? device : spec
    const id = deviceId({ driver, pool: pool.name, device: device.name })
    return { id, driver, pool: pool.name, device, nodeName, nodeSelector }
  })
}
