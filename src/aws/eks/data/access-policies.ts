/** A rule as RBAC writes it. */
export interface PolicyRule {
  groups: readonly string[]
  resources: readonly string[]
  verbs: readonly string[]
}

/** What an access policy allows. */
export interface AccessPolicy {
  name: string
  rules: readonly PolicyRule[]
  /** Allows every path that is no resource, as well. */
  everything?: boolean
}

const READ = ['get', 'list', 'watch'] as const
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'] as const

const rule = (group: string, resources: readonly string[], verbs: readonly string[]): PolicyRule => ({
  groups: [group],
  resources,
  verbs,
})

const CORE_READ = [
  'configmaps',
  'endpoints',
  'persistentvolumeclaims',
  'persistentvolumeclaims/status',
  'pods',
  'replicationcontrollers',
  'replicationcontrollers/scale',
  'serviceaccounts',
  'services',
  'services/status',
  'bindings',
  'events',
  'limitranges',
  'namespaces',
  'namespaces/status',
  'pods/log',
  'pods/status',
  'replicationcontrollers/status',
  'resourcequotas',
  'resourcequotas/status',
]
const CORE_WRITE = [
  'pods',
  'pods/attach',
  'pods/exec',
  'pods/portforward',
  'pods/proxy',
  'configmaps',
  'events',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'replicationcontrollers/scale',
  'secrets',
  'serviceaccounts',
  'services',
  'services/proxy',
]
const APPS = [
  'daemonsets',
  'deployments',
  'deployments/scale',
  'replicasets',
  'replicasets/scale',
  'statefulsets',
  'statefulsets/scale',
]
const APPS_STATUS = [
  'controllerrevisions',
  'daemonsets/status',
  'deployments/status',
  'replicasets/status',
  'statefulsets/status',
]

const VIEW: readonly PolicyRule[] = [
  rule('', CORE_READ, READ),
  rule('apps', [...APPS, ...APPS_STATUS], READ),
  rule('autoscaling', ['horizontalpodautoscalers', 'horizontalpodautoscalers/status'], READ),
  rule('batch', ['cronjobs', 'cronjobs/status', 'jobs', 'jobs/status'], READ),
  rule('discovery.k8s.io', ['endpointslices'], READ),
  rule(
    'extensions',
    ['daemonsets', 'deployments', 'deployments/scale', 'ingresses', 'networkpolicies', 'replicasets'],
    READ,
  ),
  rule('networking.k8s.io', ['ingresses', 'ingresses/status', 'networkpolicies'], READ),
  rule('policy', ['poddisruptionbudgets', 'poddisruptionbudgets/status'], READ),
  rule('metrics.k8s.io', ['pods', 'nodes'], READ),
]

const EDIT: readonly PolicyRule[] = [
  ...VIEW,
  rule('', ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'secrets', 'services/proxy'], READ),
  rule('', CORE_WRITE, WRITE),
  rule('', ['pods/eviction', 'serviceaccounts/token'], ['create']),
  rule('', ['serviceaccounts'], ['impersonate']),
  rule('apps', [...APPS, 'deployments/rollback'], WRITE),
  rule('autoscaling', ['horizontalpodautoscalers'], WRITE),
  rule('batch', ['cronjobs', 'jobs'], WRITE),
  rule(
    'extensions',
    ['daemonsets', 'deployments', 'deployments/scale', 'ingresses', 'networkpolicies', 'replicasets'],
    WRITE,
  ),
  rule('networking.k8s.io', ['ingresses', 'networkpolicies'], WRITE),
  rule('policy', ['poddisruptionbudgets'], WRITE),
  rule('coordination.k8s.io', ['leases'], [...READ, ...WRITE]),
]

const ADMIN: readonly PolicyRule[] = [
  ...EDIT,
  rule('authorization.k8s.io', ['localsubjectaccessreviews'], ['create']),
  rule('rbac.authorization.k8s.io', ['rolebindings', 'roles'], [...READ, ...WRITE]),
]

const all = (verbs: readonly string[]): PolicyRule => ({ groups: ['*'], resources: ['*'], verbs })

/** The access policies of EKS; those for the inside of Auto Mode allow nothing here.
 *  @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
export const ACCESS_POLICIES: readonly AccessPolicy[] = [
  { name: 'AmazonEKSAdminPolicy', rules: ADMIN },
  { name: 'AmazonEKSAdminViewPolicy', rules: [all(READ)] },
  { name: 'AmazonEKSAutoNodePolicy', rules: [] },
  { name: 'AmazonEKSBlockStorageClusterPolicy', rules: [] },
  { name: 'AmazonEKSBlockStoragePolicy', rules: [] },
  { name: 'AmazonEKSClusterAdminPolicy', rules: [all(['*'])], everything: true },
  { name: 'AmazonEKSComputeClusterPolicy', rules: [] },
  { name: 'AmazonEKSComputePolicy', rules: [] },
  { name: 'AmazonEKSEditPolicy', rules: EDIT },
  { name: 'AmazonEKSLoadBalancingClusterPolicy', rules: [] },
  { name: 'AmazonEKSLoadBalancingPolicy', rules: [] },
  { name: 'AmazonEKSNetworkingClusterPolicy', rules: [] },
  { name: 'AmazonEKSNetworkingPolicy', rules: [] },
  { name: 'AmazonEKSSecretReaderPolicy', rules: [rule('', ['secrets'], READ)] },
  { name: 'AmazonEKSViewPolicy', rules: VIEW },
]
