import { defineAction } from '../../define.ts'
import { findRepository, repositoryArns } from '../repositories.ts'

/** Differs: repositories stay empty, since nothing can be pushed.
 *  @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
export const describeImages = defineAction<{ repositoryName: string }>({
  name: 'DescribeImages',
  resources: (call, { repositoryName }) => repositoryArns(call, repositoryName),
  handle(call, { repositoryName }) {
    findRepository(call, repositoryName)
    return { imageDetails: [] }
  },
})
