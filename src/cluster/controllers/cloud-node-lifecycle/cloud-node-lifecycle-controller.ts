import { isReason } from '../../apimachinery/errors.ts'
import type { CloudProvider } from '../../cloud-provider.ts'
import { Node } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type Controller, type ReconcileContext } from '../define-controller.ts'

const SHUTDOWN = 'node.cloudprovider.kubernetes.io/shutdown'
const ASK_AGAIN_MS = 5_000

/** Asks the cloud about nodes that do not report any more: takes away those that no longer exist, and marks those that are shut down. */
export function createCloudNodeLifecycleController(cloud: CloudProvider): Controller {
  return defineController({
    name: 'cloud-node-lifecycle-controller',
    watches: [watch(Node, ({ type, object }) => (type === 'deleted' ? [] : [object.metadata.name]))],
    async reconcile(name, context) {
      const node = context.cache(Node).get(name)
      if (!node || node.metadata.deletionTimestamp) return undefined
      const ready = node.status?.conditions?.find(({ type }) => type === 'Ready')?.status
      if (ready === 'True' || ready === undefined) {
        await setShutdown(node, false, context)
        return undefined
      }
      const state = await cloud.instanceState(node)
      if (state === 'gone') {
        await remove(node, context)
        return undefined
      }
      if (state === 'stopped') await setShutdown(node, true, context)
      return ASK_AGAIN_MS
    },
  })
}

async function remove(node: types.Node, { client, events }: ReconcileContext): Promise<void> {
  const { name } = node.metadata
  const message = `Deleting node ${name} because it does not exist in the cloud provider`
  events.event(node, 'Normal', 'DeletingNode', message)
  try {
    await client.delete(Node, name)
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}

/** Pods stay away from a machine that is off, until it reports again. */
async function setShutdown(node: types.Node, isOff: boolean, { client }: ReconcileContext): Promise<void> {
  const { taints = [] } = node.spec ?? {}
  if (taints.some(({ key }) => key === SHUTDOWN) === isOff) return
  const { resourceVersion, name } = node.metadata
  const rest = taints.filter(({ key }) => key !== SHUTDOWN).map((taint) => ({ ...taint }))
  const next = isOff ? [...rest, { key: SHUTDOWN, effect: 'NoSchedule' }] : rest
  await client.patch(Node, name, { metadata: { resourceVersion }, spec: { taints: next } }, { type: 'merge' })
}
