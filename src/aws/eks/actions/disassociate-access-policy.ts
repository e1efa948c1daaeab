import { defineAction } from '../../define.ts'
import { eksErrors } from '../errors.ts'
import { entryResources, findEntry, type EntryKey } from '../access/find-entry.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DisassociateAccessPolicy.html */
export const disassociateAccessPolicy = defineAction<EntryKey & { policyArn: string }>({
  name: 'DisassociateAccessPolicy',
  resources: entryResources,
  handle(call, input) {
    const { entry } = findEntry(call, input)
    const rest = entry.policies.filter((policy) => policy.policyArn !== input.policyArn)
    if (rest.length === entry.policies.length) throw eksErrors.policyNotAssociated()
    entry.policies = rest
    entry.modifiedAt = call.account.clock.now()
  },
})
