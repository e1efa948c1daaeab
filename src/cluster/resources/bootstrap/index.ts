import { toSeconds } from '#base'
import type { Draft } from '../../apimachinery/object.ts'
import apiServices from './api-services.json' with { type: 'json' }
import clusterRoleBindings from './cluster-role-bindings.json' with { type: 'json' }
import clusterRoles from './cluster-roles.json' with { type: 'json' }
import flowSchemas from './flow-schemas.json' with { type: 'json' }
import priorityClasses from './priority-classes.json' with { type: 'json' }
import priorityLevels from './priority-levels.json' with { type: 'json' }
import roles from './roles.json' with { type: 'json' }

export interface BootstrapFacts {
  /** Milliseconds since the epoch. */
  nowMs: number
  /** The range of Service addresses: `10.100.0.0/16`. */
  serviceCidr: string
  /** The address of the Service `kubernetes`: the first of the range. */
  serviceIp: string
  /** Where the API server itself listens. */
  apiServer: { address: string; port: number }
  /** The PEM text of the authority of client certificates. */
  clientCa: string
}

/** What a new cluster contains before any controller has run, in the order in which it is written. */
export function bootstrapObjects(facts: BootstrapFacts): Draft[] {
  return [
    ...namespaces(),
    ...(clusterRoles as unknown as Draft[]),
    ...(clusterRoleBindings as unknown as Draft[]),
    ...(roles as unknown as Draft[]),
    ...(priorityClasses as unknown as Draft[]),
    ...(priorityLevels as unknown as Draft[]),
    ...withCondition(flowSchemas, facts, {
      type: 'Dangling',
      status: 'False',
      reason: 'Found',
      message: 'This FlowSchema references the PriorityLevelConfiguration object named NAME and it exists',
    }),
    ...withCondition(apiServices, facts, {
      type: 'Available',
      status: 'True',
      reason: 'Local',
      message: 'Local APIServices are always available',
    }),
    ...configMaps(facts),
    ...apiServerService(facts),
  ]
}

function namespaces(): Draft[] {
  return ['kube-system', 'kube-public', 'kube-node-lease', 'default'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  }))
}

function withCondition(
  objects: readonly Draft[],
  { nowMs }: BootstrapFacts,
  condition: Record<string, string>,
): Draft[] {
  return objects.map((object) => {
    const level = (object as { spec?: { priorityLevelConfiguration?: { name: string } } }).spec
      ?.priorityLevelConfiguration
    const message = condition.message!.replace('NAME', JSON.stringify(level?.name ?? ''))
    const { type, status, reason } = condition
    return {
      ...object,
      status: { conditions: [{ type, status, lastTransitionTime: toSeconds(nowMs), reason, message }] },
    }
  })
}

function configMaps({ nowMs, clientCa }: BootstrapFacts): Draft[] {
  const configMap = (name: string, data: Record<string, string>): Draft => {
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'kube-system' }, data } as Draft
  }
  return [
    configMap('extension-apiserver-authentication', {
      'client-ca-file': clientCa,
      'requestheader-allowed-names': '["front-proxy-client"]',
      'requestheader-client-ca-file': clientCa,
      'requestheader-extra-headers-prefix': '["X-Remote-Extra-"]',
      'requestheader-group-headers': '["X-Remote-Group"]',
      'requestheader-username-headers': '["X-Remote-User"]',
    }),
    configMap('kube-apiserver-legacy-service-account-token-tracking', { since: toSeconds(nowMs).slice(0, 10) }),
  ]
}

/** The Service by which pods reach the API server, with its endpoint and its address. */
function apiServerService({ nowMs, serviceCidr, serviceIp, apiServer }: BootstrapFacts): Draft[] {
  const { address, port } = apiServer
  const name = 'kubernetes'
  const ports = [{ name: 'https', port, protocol: 'TCP' }]
  const service = {
    clusterIP: serviceIp,
    clusterIPs: [serviceIp],
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: port }],
    sessionAffinity: 'None',
    type: 'ClusterIP',
  }
  const managed = {
    'ipaddress.kubernetes.io/ip-family': 'IPv4',
    'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
  }
  const ready = {
    type: 'Ready',
    status: 'True',
    lastTransitionTime: toSeconds(nowMs),
    reason: '',
    message: 'Kubernetes default Service CIDR is ready',
  }
  const objects = [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'ServiceCIDR',
      metadata: { name },
      spec: { cidrs: [serviceCidr] },
      status: { conditions: [ready] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IPAddress',
      metadata: { name: serviceIp, labels: managed },
      spec: { parentRef: { name, namespace: 'default', resource: 'services' } },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'default', labels: { component: 'apiserver', provider: name } },
      spec: service,
      status: { loadBalancer: {} },
    },
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name, namespace: 'default', labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
      subsets: [{ addresses: [{ ip: address }], ports }],
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name, namespace: 'default', labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [address], conditions: { ready: true } }],
      ports,
    },
  ]
  return objects as Draft[]
}
