import { defineAction } from '../../define.ts'
import { entryResources, findEntry, type EntryKey } from '../access/find-entry.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DeleteAccessEntry.html */
export const deleteAccessEntry = defineAction<EntryKey>({
  name: 'DeleteAccessEntry',
  resources: entryResources,
  handle(call, key) {
    const { record } = findEntry(call, key)
    delete record.accessEntries[key.principalArn]
  },
})
