import { deepEqual } from '../../apimachinery/deep.ts'
import { isReason } from '../../apimachinery/errors.ts'
import type { CloudProvider, InstanceMetadata } from '../../cloud-provider.ts'
import { Node } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type Controller, type ReconcileContext } from '../define-controller.ts'

const UNINITIALIZED = 'node.cloudprovider.kubernetes.io/uninitialized'
const ASK_AGAIN_MS = 5_000
/** Addresses can change while a machine runs. */
const REFRESH_MS = 300_000

/**
 * Introduces new nodes: writes on them what only the cloud knows, and then takes away the taint that has kept Pods off. Later it keeps their
 * addresses up to date.
 */
export function createCloudNodeController(cloud: CloudProvider): Controller {
  return defineController({
    name: 'cloud-node-controller',
    watches: [
      watch(Node, ({ type, object }) =>
        type === 'added' || (type === 'updated' && isUninitialized(object)) ? [object.metadata.name] : [],
      ),
    ],
    async reconcile(name, context) {
      const node = context.cache(Node).get(name)
      if (!node || node.metadata.deletionTimestamp) return undefined
      const isNew = isUninitialized(node)
      let machine: InstanceMetadata
      try {
        machine = await cloud.instanceMetadata(node)
      } catch (error) {
        context.log.warn(`cannot learn about the machine of node ${name}`, { error: String(error) })
        return isNew ? ASK_AGAIN_MS : REFRESH_MS
      }
      if (isNew) await initialize(node, machine, context)
      await setAddresses(node, machine.addresses, context)
      return REFRESH_MS
    },
  })
}

const isUninitialized = ({ spec }: types.Node) => spec?.taints?.some(({ key }) => key === UNINITIALIZED) ?? false

async function initialize(node: types.Node, machine: InstanceMetadata, context: ReconcileContext): Promise<void> {
  const { name, resourceVersion, labels = {} } = node.metadata
  const { providerID, taints = [] } = node.spec ?? {}
  const kept = taints.filter(({ key }) => key !== UNINITIALIZED).map((taint) => ({ ...taint }))
  await context.client.patch(
    Node,
    name,
    {
      // The taints are a list that others change too.
      metadata: { resourceVersion, labels: { ...machine.additionalLabels, ...labels, ...labelsOf(machine) } },
      spec: { providerID: providerID || machine.providerID, taints: kept.length > 0 ? kept : null },
    },
    { type: 'merge' },
  )
  context.events.event(node, 'Normal', 'Synced', 'Node synced successfully')
}

/** The labels of every cloud, with their names of old. */
function labelsOf({ instanceType, zone, region }: InstanceMetadata): Record<string, string> {
  return {
    'beta.kubernetes.io/instance-type': instanceType,
    'failure-domain.beta.kubernetes.io/region': region,
    'failure-domain.beta.kubernetes.io/zone': zone,
    'node.kubernetes.io/instance-type': instanceType,
    'topology.kubernetes.io/region': region,
    'topology.kubernetes.io/zone': zone,
  }
}

async function setAddresses(
  { metadata, status }: types.Node,
  addresses: readonly types.NodeAddress[],
  { client }: ReconcileContext,
): Promise<void> {
  if (deepEqual(status?.addresses, addresses)) return
  const change = { status: { addresses: addresses.map((address) => ({ ...address })) } }
  try {
    await client.patch(Node, metadata.name, change, { type: 'merge', subresource: 'status' })
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}
