import type { Account } from '#aws'
import type { ClusterOptions } from '#cluster'
import { createEksAccess } from './access.ts'
import { createAwsCloudProvider } from './cloud-provider.ts'
import { createEbsDriver } from './ebs-driver.ts'
import { createPodIdentityWebhook } from './pod-identity-webhook.ts'
import { serverVersion } from './server-version.ts'

/**
 * What AWS puts around a cluster of EKS.
 * @param account the account, which exists only after its clusters
 */
export function eksSurroundings(account: () => Account, region: string, cluster: { name: string; arn: string }) {
  const { name, arn } = cluster
  return {
    flavor: 'eks',
    ...createEksAccess(account, arn),
    admission: [createPodIdentityWebhook(account, region, name)],
    cloud: createAwsCloudProvider(account, region, name),
    csiDrivers: [createEbsDriver(account, region, name)],
    gitVersion: serverVersion(account, region, name),
  } satisfies Partial<ClusterOptions>
}
