import { checkNames } from './create-access-entry.ts'
import { defineAction } from '../../define.ts'
import { eksErrors } from '../errors.ts'
import { entryResources, findEntry, type EntryKey } from '../access/find-entry.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateAccessEntry.html */
export const updateAccessEntry = defineAction<EntryKey & { kubernetesGroups?: string[]; username?: string }>({
  name: 'UpdateAccessEntry',
  resources: entryResources,
  handle(call, input) {
    const { entry } = findEntry(call, input)
    if (entry.type !== 'STANDARD') throw eksErrors.standardOnly()
    checkNames(input)
    if (input.kubernetesGroups) entry.kubernetesGroups = input.kubernetesGroups
    if (input.username !== undefined) entry.username = input.username
    entry.modifiedAt = call.account.clock.now()
    return { accessEntry: entry }
  },
})
