import { findVersion, gitVersionOf, type Account } from '#aws'

/** What the API server of an EKS cluster calls itself, from each upgrade on anew.
 *  @param account the account, which exists only after its clusters */
export const serverVersion =
  (account: () => Account, region: string, clusterName: string): (() => string | undefined) =>
  () => {
    const record = account().core.in(region).here.eks.clusters[clusterName]
    const version = findVersion(record?.cluster.version ?? '')
    return version && gitVersionOf(version)
  }
