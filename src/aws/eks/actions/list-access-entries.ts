import { clusterResources } from '../clusters.ts'
import { clusterWithEntries } from '../access/find-entry.ts'
import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListAccessEntries.html */
export const listAccessEntries = defineAction<PageInput & { clusterName: string; associatedPolicyArn?: string }>({
  name: 'ListAccessEntries',
  resources: clusterResources,
  handle(call, input) {
    const entries = Object.values(clusterWithEntries(call, input.clusterName).accessEntries).filter(
      ({ policies }) =>
        input.associatedPolicyArn === undefined ||
        policies.some(({ policyArn }) => policyArn === input.associatedPolicyArn),
    )
    const { items, ...rest } = page(entries.map((entry) => entry.principalArn).sort(), input)
    return { accessEntries: items, ...rest }
  },
})
