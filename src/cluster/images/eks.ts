import { busyboxImage, DEFAULT_PATH } from './busybox.ts'
import { defineImage, type ImageDefinition } from './image.ts'

/** An image of EKS' own registry, which every region has. */
function eksImage(path: string, program: string, sizeBytes: number): ImageDefinition {
  return defineImage({
    repositories: [`602401143452.dkr.ecr.*.amazonaws.com/${path}`],
    tags: () => true,
    sizeBytes,
    config: { entrypoint: [`/usr/local/bin/${program}`], env: { PATH: DEFAULT_PATH } },
    base: busyboxImage,
    files: (files) => void files.program(`/usr/local/bin/${program}`, program),
  })
}

/** What EKS runs on its nodes and in kube-system. Differs: sidecars of add-ons wait to be told to end, and do nothing else. */
export const eksImages: readonly ImageDefinition[] = [
  eksImage('amazon-k8s-cni-init', 'aws-vpc-cni-init', 63_019_224),
  eksImage('amazon-k8s-cni', 'aws-vpc-cni', 52_114_990),
  eksImage('amazon/aws-network-policy-agent', 'aws-network-policy-agent', 41_800_217),
  eksImage('eks/kube-proxy', 'kube-proxy', 35_101_882),
  eksImage('eks/coredns', 'coredns', 27_940_021),
  eksImage('eks/eks-pod-identity-agent', 'eks-pod-identity-agent', 30_120_442),
  eksImage('eks/metrics-server', 'idle', 26_001_204),
  eksImage('eks/aws-ebs-csi-driver', 'idle', 38_412_900),
  eksImage('eks/csi-provisioner', 'idle', 29_300_104),
  eksImage('eks/csi-attacher', 'idle', 27_900_311),
  eksImage('eks/csi-snapshotter', 'idle', 28_100_212),
  eksImage('eks/csi-resizer', 'idle', 27_400_118),
  eksImage('eks/node-driver-registrar', 'idle', 12_600_307),
  eksImage('eks/liveness-probe', 'idle', 12_900_266),
]
