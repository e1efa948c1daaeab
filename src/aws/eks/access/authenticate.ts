import { mappedAccounts, mappingsOf, withoutPath, type Mapping } from './aws-auth.ts'
import { verifyToken } from './token.ts'
import type { AccountCore, Scope } from '../../scope.ts'
import type { Caller } from '../../iam/caller.ts'
import type { ClusterRecord } from '../model/cluster.ts'

/** Whom a token speaks for, as the cluster's authenticator tells its apiserver. */
export interface ClusterUser {
  username: string
  uid: string
  /** Without `system:authenticated`, which the apiserver adds. */
  groups: string[]
  extra: Record<string, string[]>
}

/** The part of `extra` by which the authorizer finds the access entry again. */
export const PRINCIPAL_ID = 'principalId'

/** Finds out whom a bearer token speaks for in a cluster; `undefined` means 401. */
export async function authenticateToken(
  account: AccountCore,
  clusterArn: string,
  token: string,
): Promise<ClusterUser | undefined> {
  const found = clusterOfArn(account, clusterArn)
  const caller = found && verifyToken(account, found.record.cluster.name, token)
  return caller && userIn(found, caller)
}

/** Who a principal of the account is in a cluster; `undefined` when the cluster does not let it in. */
export async function clusterUserOf(
  account: AccountCore,
  clusterArn: string,
  caller: Caller,
): Promise<ClusterUser | undefined> {
  const found = clusterOfArn(account, clusterArn)
  return found && userIn(found, caller)
}

async function userIn({ scope, record }: ClusterInRegion, caller: Caller): Promise<ClusterUser | undefined> {
  const mapping = await mappingFor(scope, record, caller)
  if (!mapping) return undefined
  const name = (template: string) => fillIn(template, scope, caller)
  return {
    username: name(mapping.username),
    uid: `aws-iam-authenticator:${scope.account.id}:${caller.userId.split(':')[0]}`,
    groups: mapping.groups.map(name),
    extra: {
      accessKeyId: [caller.accessKeyId],
      arn: [caller.arn],
      canonicalArn: [withoutPath(caller.principalArn)],
      [PRINCIPAL_ID]: [caller.userId.split(':')[0]!],
      sessionName: [caller.sessionName ?? ''],
      'sigs.k8s.io/aws-iam-authenticator/principalId': [caller.userId.split(':')[0]!],
    },
  }
}

interface ClusterInRegion {
  scope: Scope
  record: ClusterRecord
}

/** A cluster of the account by its ARN, in its region. */
export function clusterOfArn(account: AccountCore, arn: string): ClusterInRegion | undefined {
  const [, , , region = '', , resource = ''] = arn.split(':')
  const scope = account.in(region)
  const record = scope.here.eks.clusters[resource.replace(/^cluster\//, '')]
  return record && { scope, record }
}

async function mappingFor(
  scope: Scope,
  record: ClusterRecord,
  caller: Caller,
): Promise<Omit<Mapping, 'arn'> | undefined> {
  const { authenticationMode } = record.cluster.accessConfig
  const entry = authenticationMode === 'CONFIG_MAP' ? undefined : record.accessEntries[caller.principalArn]
  // A principal that was made anew under the old name is somebody else.
  if (entry && (entry.principalId === undefined || entry.principalId === caller.userId.split(':')[0])) {
    return { username: entry.username, groups: entry.kubernetesGroups }
  }
  if (authenticationMode === 'API') return undefined
  if (authenticationMode === 'CONFIG_MAP' && record.creatorIsAdmin && record.creatorArn === caller.principalArn) {
    return { username: 'kubernetes-admin', groups: ['system:masters'] }
  }
  const data = await scope.account.host.readAwsAuth(record.cluster.arn)
  if (!data) return undefined
  const arn = withoutPath(caller.principalArn)
  const mapping = mappingsOf(data).find((candidate) => candidate.arn === arn)
  if (mapping) return mapping
  return mappedAccounts(data).includes(caller.accountId) ? { username: caller.arn, groups: [] } : undefined
}

/** Fills in what usernames and groups may leave open. */
function fillIn(template: string, { account, here }: Scope, caller: Caller): string {
  const instance = here.ec2.instances[caller.sessionName ?? '']
  const values: Record<string, string> = {
    AccountID: account.id,
    AccessKeyID: caller.accessKeyId,
    SessionName: (caller.sessionName ?? '').replaceAll('@', '-'),
    SessionNameRaw: caller.sessionName ?? '',
    EC2PrivateDNSName: instance?.PrivateDnsName ?? '',
  }
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole)
}
