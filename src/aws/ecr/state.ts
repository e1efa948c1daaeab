import { dictionary } from '../dictionary.ts'
import type { Tag } from '../tags.ts'

/** A repository for images. Differs: nothing can be pushed into it here. */
export interface Repository {
  repositoryArn: string
  registryId: string
  repositoryName: string
  repositoryUri: string
  createdAt: number
  imageTagMutability: string
  imageScanningConfiguration: { scanOnPush: boolean }
  encryptionConfiguration: { encryptionType: string }
  tags: Tag[]
}

/** ECR in one region: repositories by name. */
export interface EcrState {
  repositories: Record<string, Repository>
}

/** ECR in a region nobody has used yet. */
export const emptyEcrState = (): EcrState => ({ repositories: dictionary() })
