import type { Core } from './apiserver/core.ts'
import type { Lease } from './resources/generated/types.ts'

const ORIGIN = { actor: 'system:apiserver', agent: 'kube-apiserver' }

/**
 * Takes the named components' leases from their holders, in a cluster that was restored: whoever led when it was saved
 * ended with the process that saved it, and would otherwise be waited for.
 */
export function releaseLeases(core: Core, components: Iterable<string>): void {
  const { storagePrefix } = core.registry.findKind('coordination.k8s.io/v1', 'Lease')!
  for (const name of components) {
    const key = `kube-system/${name}`
    const lease: Lease | undefined = core.store.get(storagePrefix, key)
    if (!lease?.spec?.holderIdentity) continue
    const released = (revision: number) => ({
      ...lease,
      metadata: { ...lease.metadata, resourceVersion: String(revision) },
      spec: { ...lease.spec, holderIdentity: '' },
    })
    core.store.put(storagePrefix, key, lease, released, ORIGIN)
  }
}
