import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { eksErrors } from '../errors.ts'

interface Input {
  name: string
  updateId: string
  nodegroupName?: string
  addonName?: string
}

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeUpdate.html */
export const describeUpdate = defineAction<Input>({
  name: 'DescribeUpdate',
  unsupported: ['capabilityName'],
  resources: clusterResources,
  handle(call, { name, updateId, nodegroupName, addonName }) {
    const update = findCluster(call, name).updates.find(
      (candidate) =>
        candidate.id === updateId && candidate.nodegroupName === nodegroupName && candidate.addonName === addonName,
    )
    if (!update) throw eksErrors.noSuchUpdate(updateId)
    return { update }
  },
})
