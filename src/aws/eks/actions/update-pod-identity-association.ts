import { checkPodRole, findAssociation } from '../pod-identity.ts'
import { clusterResources } from '../clusters.ts'
import { defineAction } from '../../define.ts'

interface Input {
  clusterName: string
  associationId: string
  roleArn?: string
  disableSessionTags?: boolean
}

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdatePodIdentityAssociation.html */
export const updatePodIdentityAssociation = defineAction<Input>({
  name: 'UpdatePodIdentityAssociation',
  unsupported: ['targetRoleArn', 'policy'],
  resources: clusterResources,
  handle(call, { clusterName, associationId, roleArn, disableSessionTags }) {
    const { association } = findAssociation(call, clusterName, associationId)
    if (roleArn !== undefined) {
      checkPodRole(call, roleArn)
      association.roleArn = roleArn
    }
    association.disableSessionTags = disableSessionTags ?? association.disableSessionTags
    association.modifiedAt = call.account.clock.now()
    return { association }
  },
})
