import { defineAction } from '../../define.ts'
import { entryResources, findEntry, type EntryKey } from '../access/find-entry.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeAccessEntry.html */
export const describeAccessEntry = defineAction<EntryKey>({
  name: 'DescribeAccessEntry',
  resources: entryResources,
  handle: (call, key) => ({ accessEntry: findEntry(call, key).entry }),
})
