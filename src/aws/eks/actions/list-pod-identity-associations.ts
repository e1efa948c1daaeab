import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'

interface Input extends PageInput {
  clusterName: string
  namespace?: string
  serviceAccount?: string
}

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListPodIdentityAssociations.html */
export const listPodIdentityAssociations = defineAction<Input>({
  name: 'ListPodIdentityAssociations',
  resources: clusterResources,
  handle(call, { clusterName, namespace, serviceAccount, ...input }) {
    const found = Object.values(findCluster(call, clusterName).podIdentityAssociations).filter(
      (association) =>
        (namespace === undefined || association.namespace === namespace) &&
        (serviceAccount === undefined || association.serviceAccount === serviceAccount),
    )
    const { items, ...rest } = page(found, input)
    return { associations: items, ...rest }
  },
})
