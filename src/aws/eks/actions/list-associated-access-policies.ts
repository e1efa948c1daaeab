import { defineAction } from '../../define.ts'
import { entryResources, findEntry, type EntryKey } from '../access/find-entry.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListAssociatedAccessPolicies.html */
export const listAssociatedAccessPolicies = defineAction<PageInput & EntryKey>({
  name: 'ListAssociatedAccessPolicies',
  resources: entryResources,
  handle(call, input) {
    const { items, ...rest } = page(findEntry(call, input).entry.policies, input)
    return {
      associatedAccessPolicies: items,
      clusterName: input.clusterName,
      principalArn: input.principalArn,
      ...rest,
    }
  },
})
