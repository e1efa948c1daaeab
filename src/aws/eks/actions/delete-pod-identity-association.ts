import { clusterResources } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { eksErrors } from '../errors.ts'
import { findAssociation } from '../pod-identity.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DeletePodIdentityAssociation.html */
export const deletePodIdentityAssociation = defineAction<{ clusterName: string; associationId: string }>({
  name: 'DeletePodIdentityAssociation',
  resources: clusterResources,
  handle(call, { clusterName, associationId }) {
    const { record, association } = findAssociation(call, clusterName, associationId)
    if (association.ownerArn !== undefined) {
      throw eksErrors.invalidRequest(
        `This pod identity association is owned by ${association.ownerArn} and cannot be deleted on its own.`,
      )
    }
    delete record.podIdentityAssociations[associationId]
    return { association }
  },
})
