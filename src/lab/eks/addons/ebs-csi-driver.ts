import type { Draft } from '#cluster'
import type { Addon } from './addon.ts'
import { account, daemonSet, deployment, image } from './workload.ts'

const CONTROLLER = ['ebs-plugin', 'csi-provisioner', 'csi-attacher', 'csi-snapshotter', 'csi-resizer', 'liveness-probe']
const NODE = ['ebs-plugin', 'node-driver-registrar', 'liveness-probe']

const READ = ['get', 'list', 'watch']
const rule = (apiGroup: string, resources: string[], verbs: string[]) => ({ apiGroups: [apiGroup], resources, verbs })

/** What the sidecars of the controller do in the cluster. */
const CONTROLLER_RULES = [
  rule('', ['persistentvolumes'], [...READ, 'create', 'patch', 'delete']),
  rule('', ['persistentvolumes/status', 'persistentvolumeclaims/status'], ['patch']),
  rule('', ['persistentvolumeclaims'], [...READ, 'update', 'patch']),
  rule('', ['events'], [...READ, 'create', 'update', 'patch']),
  rule('', ['nodes', 'pods', 'namespaces'], READ),
  rule('storage.k8s.io', ['storageclasses', 'csinodes', 'volumeattributesclasses'], READ),
  rule('storage.k8s.io', ['volumeattachments'], [...READ, 'patch', 'delete']),
  rule('storage.k8s.io', ['volumeattachments/status'], ['patch']),
  rule('coordination.k8s.io', ['leases'], [...READ, 'create', 'update', 'patch', 'delete']),
]

const NODE_RULES = [
  rule('', ['nodes'], ['get', 'patch']),
  rule('storage.k8s.io', ['volumeattachments', 'csinodes'], READ),
]

/** The EBS CSI driver: makes volumes for claims. */
export const ebsCsiDriver: Addon = (context) => {
  const container = (name: string) => ({
    name,
    image: image(context, name === 'ebs-plugin' ? 'eks/aws-ebs-csi-driver' : `eks/${name}`),
    resources: { requests: { cpu: '10m', memory: '40Mi' }, limits: { memory: '256Mi' } },
  })
  const labels = (app: string) => ({
    app,
    'app.kubernetes.io/component': 'csi-driver',
    'app.kubernetes.io/managed-by': 'EKS',
    'app.kubernetes.io/name': 'aws-ebs-csi-driver',
    'app.kubernetes.io/version': context.version.replace(/^v|-eksbuild.*$/g, ''),
  })
  const workload = (name: string, containers: string[]) => ({
    name,
    labels: labels(name),
    selector: { app: name, 'app.kubernetes.io/name': 'aws-ebs-csi-driver' },
    spec: { serviceAccountName: `${name}-sa`, containers: containers.map(container) },
  })
  return [
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSIDriver',
      metadata: { name: 'ebs.csi.aws.com' },
      spec: { attachRequired: true, podInfoOnMount: false, fsGroupPolicy: 'File' },
    },
    ...account('ebs-csi-controller-sa', CONTROLLER_RULES, context.serviceAccountRoleArn),
    ...account('ebs-csi-node-sa', NODE_RULES),
    deployment(workload('ebs-csi-controller', CONTROLLER)),
    daemonSet(workload('ebs-csi-node', NODE)),
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'ebs-csi-controller', namespace: 'kube-system', labels: labels('ebs-csi-controller') },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'ebs-csi-controller' } } },
    },
    ...(isDefaultClassWanted(context.configuration)
      ? [
          {
            apiVersion: 'storage.k8s.io/v1',
            kind: 'StorageClass',
            metadata: {
              name: 'ebs-csi-default-sc',
              annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
            },
            provisioner: 'ebs.csi.aws.com',
            volumeBindingMode: 'WaitForFirstConsumer',
            allowVolumeExpansion: true,
          },
        ]
      : []),
  ] as Draft[]
}

function isDefaultClassWanted({ defaultStorageClass }: Readonly<Record<string, unknown>>): boolean {
  return (defaultStorageClass as { enabled?: boolean } | undefined)?.enabled === true
}
