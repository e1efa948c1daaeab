import { sleep, type Clock } from '#base'
import { controllerOf, isReason, kinds, type Client, type Pod } from '#cluster'

const RETRY_MS = 5000

/** Cordons a node and evicts its Pods. Resolves to whether it is empty within the time. @param options.force deletes what a budget holds. */
export async function drainNode(
  client: Client,
  clock: Clock,
  nodeName: string,
  options: { timeoutMs: number; force: boolean },
): Promise<boolean> {
  try {
    await client.patch(kinds.Node, nodeName, { spec: { unschedulable: true } }, { type: 'merge' })
  } catch (error) {
    if (isReason(error, 'NotFound')) return true
    throw error
  }
  const deadline = clock.now() + options.timeoutMs
  for (;;) {
    const left = await evictable(client, nodeName)
    if (left.length === 0) return true
    const last = clock.now() >= deadline
    if (last && !options.force) return false
    for (const { metadata } of left) {
      const namespace = metadata.namespace!
      try {
        if (last) await client.delete(kinds.Pod, metadata.name, { namespace })
        else
          await client.createSubresource(
            kinds.Pod,
            metadata.name,
            'eviction',
            { metadata: { name: metadata.name, namespace } },
            { namespace },
          )
      } catch (error) {
        // Held by a budget, or gone in the meantime.
        if (!isReason(error, 'TooManyRequests', 'NotFound')) throw error
      }
    }
    if (last) return true
    await sleep(clock, RETRY_MS)
  }
}

/** Pods that a drain moves: not those of DaemonSets, static ones or finished ones. */
async function evictable(client: Client, nodeName: string): Promise<Pod[]> {
  const { items } = await client.list(kinds.Pod, { fieldSelector: `spec.nodeName=${nodeName}` })
  return items.filter(({ metadata, status }) => {
    if (controllerOf({ metadata })?.kind === 'DaemonSet' || metadata.annotations?.['kubernetes.io/config.mirror'])
      return false
    return status?.phase !== 'Succeeded' && status?.phase !== 'Failed'
  })
}
