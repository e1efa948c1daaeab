import { roleOfArn } from '../../iam/roles.ts'
import type { AccessEntry, AssociatedPolicy } from '../model/access-entry.ts'
import type { ClusterRecord } from '../model/cluster.ts'
import type { Scope } from '../../scope.ts'

/** What a new entry is made of. */
export interface NewEntry {
  principalArn: string
  type: string
  kubernetesGroups?: string[]
  username?: string
  tags?: Record<string, string>
  policies?: AssociatedPolicy[]
}

/** Makes an access entry. */
export function addAccessEntry(scope: Scope, record: ClusterRecord, spec: NewEntry): AccessEntry {
  const { account, region } = scope
  const now = account.clock.now()
  const [, kind, name] = /:(user|role)\/(?:.*\/)?([^/]+)$/.exec(spec.principalArn) ?? []
  const owner = spec.principalArn.split(':')[4]
  const principalId = principalIdOf(scope, spec.principalArn)
  const entry: AccessEntry = {
    clusterName: record.cluster.name,
    principalArn: spec.principalArn,
    kubernetesGroups: spec.kubernetesGroups ?? [],
    accessEntryArn: `arn:aws:eks:${region}:${account.id}:access-entry/${record.cluster.name}/${kind}/${owner}/${name}/${account.ids.uuid()}`,
    createdAt: now,
    modifiedAt: now,
    tags: spec.tags ?? {},
    username: spec.username ?? defaultUsername(spec.principalArn, spec.type),
    type: spec.type,
    policies: spec.policies ?? [],
    ...(principalId && { principalId }),
  }
  if (spec.type.startsWith('EC2') || spec.type.endsWith('_LINUX')) entry.kubernetesGroups = ['system:nodes']
  record.accessEntries[spec.principalArn] = entry
  return entry
}

/** Username of an entry that names none. */
function defaultUsername(principalArn: string, type: string): string {
  if (type === 'FARGATE_LINUX') return 'system:node:{{SessionName}}'
  if (type !== 'STANDARD') return 'system:node:{{EC2PrivateDNSName}}'
  const role = /^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(principalArn)
  return role ? `arn:aws:sts::${role[1]}:assumed-role/${role[2]}/{{SessionName}}` : principalArn
}

/** Unique id of a user or role of this account. */
export function principalIdOf({ account }: Scope, principalArn: string): string | undefined {
  const user = Object.values(account.state.iam.users).find((candidate) => candidate.Arn === principalArn)
  return user?.UserId ?? roleOfArn(account, principalArn)?.RoleId
}

/** ARN of an access policy. */
export const accessPolicyArn = (name: string): string => `arn:aws:eks::aws:cluster-access-policy/${name}`

/** An administrator of the whole cluster. */
export const clusterAdminPolicy = (nowMs: number): AssociatedPolicy => ({
  policyArn: accessPolicyArn('AmazonEKSClusterAdminPolicy'),
  accessScope: { type: 'cluster', namespaces: [] },
  associatedAt: nowMs,
  modifiedAt: nowMs,
})
