import { defineAction } from '../../define.ts'
import { ecrErrors } from '../errors.ts'
import { repositoryArns } from '../repositories.ts'
import type { Repository } from '../state.ts'
import type { Tag } from '../../tags.ts'

interface Input {
  repositoryName: string
  imageTagMutability?: string
  imageScanningConfiguration?: { scanOnPush?: boolean }
  tags?: Tag[]
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const createRepository = defineAction<Input>({
  name: 'CreateRepository',
  unsupported: ['encryptionConfiguration', 'imageTagMutabilityExclusionFilters'],
  resources: (call, { repositoryName }) => repositoryArns(call, repositoryName),
  handle({ account, region, here }, input) {
    const { repositories } = here.ecr
    if (repositories[input.repositoryName]) throw ecrErrors.repositoryExists(input.repositoryName, account.id)
    const repository: Repository = {
      repositoryArn: `arn:aws:ecr:${region}:${account.id}:repository/${input.repositoryName}`,
      registryId: account.id,
      repositoryName: input.repositoryName,
      repositoryUri: `${account.id}.dkr.ecr.${region}.amazonaws.com/${input.repositoryName}`,
      createdAt: account.clock.now(),
      imageTagMutability: input.imageTagMutability ?? 'MUTABLE',
      imageScanningConfiguration: { scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false },
      encryptionConfiguration: { encryptionType: 'AES256' },
      tags: input.tags ?? [],
    }
    repositories[input.repositoryName] = repository
    return { repository }
  },
})
