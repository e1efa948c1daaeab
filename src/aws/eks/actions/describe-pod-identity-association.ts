import { clusterResources } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { findAssociation } from '../pod-identity.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribePodIdentityAssociation.html */
export const describePodIdentityAssociation = defineAction<{ clusterName: string; associationId: string }>({
  name: 'DescribePodIdentityAssociation',
  resources: clusterResources,
  handle: (call, { clusterName, associationId }) => ({
    association: findAssociation(call, clusterName, associationId).association,
  }),
})
