import { createSeededIds, createTokenSigner, createVirtualClock, type Ids, type Log, type VirtualClock } from '#base'
import { ADMIN, createCluster, type Cluster, type ClusterOptions } from '../cluster/cluster.ts'
import { ConfigMap, ServiceAccount } from '../cluster/resources/generated/kinds.ts'
import type { Client } from '../cluster/client/client.ts'

/** A cluster on a clock that stands still until it is told to move. */
export interface TestCluster extends Disposable {
  cluster: Cluster
  clock: VirtualClock
  ids: Ids
  log: Log
  /** The administrator's. */
  client: Client
}

/** A log that fails the test on errors and keeps quiet otherwise. */
export function createTestLog(): Log {
  return {
    info: () => undefined,
    warn: () => undefined,
    error(message, fields) {
      throw new Error(message, { cause: fields?.error ?? fields })
    },
  }
}

/** A new cluster without components; its namespace `default` is ready for pods. */
export async function createTestCluster(seed = 1, options: Pick<ClusterOptions, 'cloud'> = {}): Promise<TestCluster> {
  const clock = createVirtualClock()
  const ids = createSeededIds(seed)
  const log = createTestLog()
  const cluster = createCluster({
    clock,
    ids,
    log,
    signer: createTokenSigner(),
    issuer: 'https://kubernetes.default.svc.cluster.local',
    ...options,
  })
  const client = cluster.clientFor(ADMIN, 'test')
  await client.create(ServiceAccount, { metadata: { name: 'default', namespace: 'default' } })
  const data = { 'ca.crt': '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n' }
  await client.create(ConfigMap, { metadata: { name: 'kube-root-ca.crt', namespace: 'default' }, data })
  return { cluster, clock, ids, log, client, [Symbol.dispose]: () => cluster.close() }
}
