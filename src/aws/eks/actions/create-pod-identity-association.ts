import { activeCluster, clusterResources } from '../clusters.ts'
import { addAssociation, type NewAssociation } from '../pod-identity.ts'
import { defineAction } from '../../define.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html */
export const createPodIdentityAssociation = defineAction<NewAssociation & { clusterName: string }>({
  name: 'CreatePodIdentityAssociation',
  unsupported: ['targetRoleArn', 'policy'],
  resources: clusterResources,
  handle: (call, { clusterName, ...spec }) => ({
    association: addAssociation(call, activeCluster(call, clusterName), spec),
  }),
})
