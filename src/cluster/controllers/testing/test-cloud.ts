import type { CloudProvider } from '../../cloud-provider.ts'

const notAskedFor = () => Promise.reject(new Error('not asked for'))

/** A cloud that does what a test gives it, and refuses all else. */
export function createTestCloud(does: Partial<CloudProvider>): CloudProvider {
  return {
    region: 'us-west-2',
    ensureLoadBalancer: notAskedFor,
    updateLoadBalancer: notAskedFor,
    ensureLoadBalancerDeleted: notAskedFor,
    instanceState: notAskedFor,
    instanceMetadata: notAskedFor,
    ...does,
  }
}
