import { addAccessEntry } from './entries.ts'
import { addRoleMapping } from './aws-auth.ts'
import type { ClusterRecord } from '../model/cluster.ts'
import type { Scope } from '../../scope.ts'

/** Lets the nodes of a role into their cluster: by an access entry, or by aws-auth where there are none. */
export async function admitNodeRole(scope: Scope, record: ClusterRecord, roleArn: string): Promise<void> {
  const { authenticationMode } = record.cluster.accessConfig
  if (authenticationMode !== 'CONFIG_MAP') {
    if (!record.accessEntries[roleArn]) addAccessEntry(scope, record, { principalArn: roleArn, type: 'EC2_LINUX' })
    return
  }
  const { host } = scope.account
  const data = (await host.readAwsAuth(record.cluster.arn)) ?? {}
  const changed = addRoleMapping(data, roleArn)
  if (changed) await host.writeAwsAuth(record.cluster.arn, changed)
}
