import { defineImage } from './image.ts'

/** The container that holds a pod's namespaces. */
export const pause = defineImage({
  repositories: [
    'registry.k8s.io/pause',
    '602401143452.dkr.ecr.*.amazonaws.com/eks/pause',
    'public.ecr.aws/eks-distro/kubernetes/pause',
  ],
  tags: ['latest', '3.8', '3.9', '3.10', '3.10.1'],
  sizeBytes: 320_368,
  config: { entrypoint: ['/pause'], user: '65535:65535' },
  files: (files) => void files.program('/pause', 'pause'),
})
