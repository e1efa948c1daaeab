import { addAccessEntry, principalIdOf } from '../access/entries.ts'
import { clusterResources } from '../clusters.ts'
import { clusterWithEntries } from '../access/find-entry.ts'
import { defineAction } from '../../define.ts'
import { eksErrors } from '../errors.ts'

interface Input {
  clusterName: string
  principalArn: string
  kubernetesGroups?: string[]
  tags?: Record<string, string>
  username?: string
  type?: string
}

const TYPES = ['STANDARD', 'FARGATE_LINUX', 'EC2_LINUX', 'EC2_WINDOWS', 'EC2', 'HYBRID_LINUX', 'HYPERPOD_LINUX']
const RESERVED = ['system:', 'eks:', 'aws:', 'amazon:', 'iam:']

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html */
export const createAccessEntry = defineAction<Input>({
  name: 'CreateAccessEntry',
  resources: clusterResources,
  handle(call, input) {
    const record = clusterWithEntries(call, input.clusterName)
    const type = input.type ?? 'STANDARD'
    if (record.cluster.status !== 'ACTIVE' && record.cluster.status !== 'UPDATING')
      throw eksErrors.clusterNotActive(input.clusterName)
    if (!TYPES.includes(type))
      throw eksErrors.invalidParameter(`The specified type is invalid: ${type}. Valid types are [${TYPES.join(', ')}]`)
    if (/:role\/aws-service-role\//.test(input.principalArn)) throw eksErrors.serviceLinkedPrincipal()
    const [, , , , owner] = input.principalArn.split(':')
    const known = owner !== call.account.id || principalIdOf(call, input.principalArn) !== undefined
    if (!/^arn:aws:iam::\d{12}:(user|role)\/.+$/.test(input.principalArn) || !known) throw eksErrors.invalidPrincipal()
    if (record.accessEntries[input.principalArn]) throw eksErrors.accessEntryExists()
    if (type !== 'STANDARD' && (input.kubernetesGroups?.length || input.username !== undefined))
      throw eksErrors.standardOnly()
    checkNames(input)
    const entry = addAccessEntry(call, record, { ...input, type })
    return { accessEntry: entry }
  },
})

/** Names that Kubernetes and AWS keep for themselves.
 *  @throws AwsError InvalidParameterException. */
export function checkNames({ kubernetesGroups = [], username }: Pick<Input, 'kubernetesGroups' | 'username'>): void {
  const reservedGroup = kubernetesGroups.find((group) => RESERVED.some((prefix) => group.startsWith(prefix)))
  if (reservedGroup !== undefined) {
    throw eksErrors.invalidParameter(
      `The kubernetes group name ${reservedGroup} is invalid, it cannot start with ${RESERVED.join(', ')}`,
    )
  }
  if (username !== undefined && RESERVED.some((prefix) => username.startsWith(prefix))) {
    throw eksErrors.invalidParameter(`The username ${username} is invalid, it cannot start with ${RESERVED.join(', ')}`)
  }
}
