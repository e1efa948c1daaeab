import { defineAction } from '../../define.ts'
import { findRepository, repositoryArns } from '../repositories.ts'

/** Differs: repositories stay empty, since nothing can be pushed.
 *  @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImages.html */
export const listImages = defineAction<{ repositoryName: string }>({
  name: 'ListImages',
  resources: (call, { repositoryName }) => repositoryArns(call, repositoryName),
  handle(call, { repositoryName }) {
    findRepository(call, repositoryName)
    return { imageIds: [] }
  },
})
