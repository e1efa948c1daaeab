import { kinds, type Client } from '#cluster'

/** Makes the storage class of every EKS cluster. Its driver is inside Kubernetes no more, and since v1.30 it is not the default. */
export async function createGp2StorageClass(client: Client): Promise<void> {
  await client.create(kinds.StorageClass, {
    metadata: { name: 'gp2' },
    provisioner: 'kubernetes.io/aws-ebs',
    parameters: { type: 'gp2', fsType: 'ext4' },
    volumeBindingMode: 'WaitForFirstConsumer',
  })
}
