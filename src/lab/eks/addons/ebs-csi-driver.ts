import type { Draft } from '#cluster'
import type { Addon } from './addon.ts'
import { account, daemonSet, deployment, image } from './workload.ts'

const CONTROLLER = ['ebs-plugin', 'csi-provisioner', 'csi-attacher', 'csi-snapshotter', 'csi-resizer', 'liveness-probe']
const NODE = ['ebs-plugin', 'node-driver-registrar', 'liveness-probe']

/** The EBS CSI driver: makes volumes for claims. */
export const ebsCsiDriver: Addon = (context) => {
  const container = (name: string) => ({
    name,
    image: image(context, name === 'ebs-plugin' ? 'eks/aws-ebs-csi-driver' : `eks/${name}`),
    resources: { requests: { cpu: '10m', memory: '40Mi' }, limits: { memory: '256Mi' } },
  })
  const labels = (name: string) => ({ 'app.kubernetes.io/name': 'aws-ebs-csi-driver', 'k8s-app': name })
  return [
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSIDriver',
      metadata: { name: 'ebs.csi.aws.com' },
      spec: { attachRequired: true, podInfoOnMount: false },
    },
    ...account('ebs-csi-controller-sa', [
      {
        apiGroups: [''],
        resources: ['persistentvolumes', 'persistentvolumeclaims', 'nodes'],
        verbs: ['get', 'list', 'watch'],
      },
    ]),
    deployment({
      name: 'ebs-csi-controller',
      labels: labels('ebs-csi-controller'),
      spec: { serviceAccountName: 'ebs-csi-controller-sa', containers: CONTROLLER.map(container) },
    }),
    daemonSet({ name: 'ebs-csi-node', labels: labels('ebs-csi-node'), spec: { containers: NODE.map(container) } }),
  ] as Draft[]
}
