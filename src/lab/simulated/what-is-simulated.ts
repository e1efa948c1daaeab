import { createAuthority, createConsoleLog, createIds, createTokenSigner, createVirtualClock } from '#base'
import { supportedServices, type SupportedService } from '#aws'
import { clusterInventory, type ClusterInventory } from '#cluster'
import { createLab, loadModels } from '../lab.ts'
import { readDifferences, type SourceDifference } from './differences.ts'

/** Everything that the page "What is simulated" lists. */
export interface WhatIsSimulated {
  cluster: ClusterInventory
  services: readonly SupportedService[]
  differences: readonly SourceDifference[]
}

/** Asks the registries of a new lab, and the sources for what they say to be different. @param root of the checkout. */
export async function whatIsSimulated(root: string): Promise<WhatIsSimulated> {
  const clock = createVirtualClock()
  const ids = createIds()
  const lab = await createLab({
    id: 'inventory',
    clock,
    ids,
    log: createConsoleLog('inventory'),
    pace: 1,
    accountId: '111122223333',
    region: 'us-west-2',
    models: loadModels(),
  })
  try {
    const { cluster } = await lab.addPlainCluster('inventory', { without: ['kube-controller-manager'] })
    const certificateSigner = await createAuthority({ commonName: 'inventory', nowMs: clock.now(), ids })
    return {
      cluster: clusterInventory(cluster, clock, { signer: createTokenSigner(), certificateSigner }),
      services: supportedServices(),
      differences: await readDifferences(root),
    }
  } finally {
    lab.close()
  }
}
