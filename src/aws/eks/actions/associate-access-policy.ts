import { ACCESS_POLICIES } from '../data/access-policies.ts'
import { accessPolicyArn } from '../access/entries.ts'
import { defineAction } from '../../define.ts'
import { eksErrors } from '../errors.ts'
import { entryResources, findEntry, type EntryKey } from '../access/find-entry.ts'
import type { AccessScope } from '../model/access-entry.ts'

interface Input extends EntryKey {
  policyArn: string
  accessScope: Partial<AccessScope>
}

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_AssociateAccessPolicy.html */
export const associateAccessPolicy = defineAction<Input>({
  name: 'AssociateAccessPolicy',
  resources: entryResources,
  handle(call, { clusterName, principalArn, policyArn, accessScope }) {
    const { entry } = findEntry(call, { clusterName, principalArn })
    if (!ACCESS_POLICIES.some(({ name }) => accessPolicyArn(name) === policyArn)) throw eksErrors.unknownAccessPolicy()
    if (entry.type !== 'STANDARD' && entry.type !== 'EC2') throw eksErrors.standardOnly()
    const { type = 'cluster', namespaces = [] } = accessScope
    if (type === 'namespace' && namespaces.length === 0) {
      throw eksErrors.invalidParameter(
        'The namespaces in the accessScope must not be empty when the type is namespace.',
      )
    }
    if (type === 'cluster' && namespaces.length > 0) {
      throw eksErrors.invalidParameter('The namespaces in the accessScope must be empty when the type is cluster.')
    }
    const now = call.account.clock.now()
    const existing = entry.policies.find((policy) => policy.policyArn === policyArn)
    const associated = {
      policyArn,
      accessScope: { type, namespaces },
      associatedAt: existing?.associatedAt ?? now,
      modifiedAt: now,
    }
    entry.policies = [...entry.policies.filter((policy) => policy !== existing), associated]
    entry.modifiedAt = now
    return { clusterName, principalArn, associatedAccessPolicy: associated }
  },
})
