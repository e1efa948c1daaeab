import { defineAction } from '../../define.ts'
import { findRepository, repositoryArns } from '../repositories.ts'

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html */
export const deleteRepository = defineAction<{ repositoryName: string; force?: boolean }>({
  name: 'DeleteRepository',
  resources: (call, { repositoryName }) => repositoryArns(call, repositoryName),
  handle(call, { repositoryName }) {
    const repository = findRepository(call, repositoryName)
    delete call.here.ecr.repositories[repositoryName]
    return { repository }
  },
})
