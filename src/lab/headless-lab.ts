import { ADMIN, createFakeNodes } from '#cluster'
import { createLab, type Lab, type LabOptions, type PlainClusterOptions } from './lab.ts'
import { eksCluster } from './scenarios/eks-cluster.ts'
import { startScenario } from './scenarios/start-lab.ts'

/** What a lab that is served without a site begins with. */
export interface HeadlessLab extends PlainClusterOptions {
  /** `eks`: an account, in which EKS makes the clusters; `vanilla`: one cluster that the account knows nothing of. */
  flavor: 'eks' | 'vanilla'
  /** The cluster's name. An EKS account begins without one, unless a name or nodes are asked for. */
  cluster?: string | undefined
}

/**
 * Makes the lab of a tool or a test.
 * @throws RangeError when a component that is to be left out does not exist, or there is no cluster to leave it out of.
 */
export async function createHeadlessLab(
  { flavor, cluster, nodes = 0, fakeNodes = 0, without = [] }: HeadlessLab,
  options: Omit<LabOptions, 'snapshot'>,
): Promise<Lab> {
  const name = cluster ?? 'lab'
  if (flavor === 'vanilla') {
    const lab = await createLab(options)
    await lab.addPlainCluster(name, { nodes, fakeNodes, without })
    return lab
  }
  if (cluster === undefined && nodes === 0 && fakeNodes === 0) {
    if (without.length > 0)
      throw new RangeError(
        `${without.join(', ')} can be left out of a cluster only: say the name of one, or how many nodes`,
      )
    return createLab(options)
  }
  const lab = await startScenario(eksCluster(`eks-${name}`, { cluster: name, nodes }), options)
  for (const { cluster: made } of lab.clusters.values()) {
    made.stop(without)
    await createFakeNodes(made.clientFor(ADMIN, 'lab'), fakeNodes, options.region)
  }
  return lab
}
