import { busyboxImage, DEFAULT_PATH } from './busybox.ts'
import { defineImage } from './image.ts'

/** An application in somebody's private registry: what pull secrets are tried on. */
export const privateApp = defineImage({
  repositories: ['123456789012.dkr.ecr.us-west-2.amazonaws.com/team/app'],
  tags: ['v1'],
  private: true,
  sizeBytes: 2_223_686,
  config: { cmd: ['sh'], env: { PATH: DEFAULT_PATH } },
  base: busyboxImage,
})
