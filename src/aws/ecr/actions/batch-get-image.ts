import { defineAction } from '../../define.ts'
import { findRepository, repositoryArns } from '../repositories.ts'

interface Input {
  repositoryName: string
  imageIds: { imageDigest?: string; imageTag?: string }[]
}

/** Differs: repositories stay empty, since nothing can be pushed.
 *  @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html */
export const batchGetImage = defineAction<Input>({
  name: 'BatchGetImage',
  resources: (call, { repositoryName }) => repositoryArns(call, repositoryName),
  handle(call, { repositoryName, imageIds }) {
    findRepository(call, repositoryName)
    return {
      images: [],
      failures: imageIds.map((imageId) => ({
        imageId,
        failureCode: 'ImageNotFound',
        failureReason: 'Requested image not found',
      })),
    }
  },
})
