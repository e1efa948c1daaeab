import type { Draft } from '#cluster'
import type { Addon } from './addon.ts'
import { account, deployment, image } from './workload.ts'

const COREFILE = `.:53 {
    errors
    health {
        lameduck 5s
      }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
      pods insecure
      fallthrough in-addr.arpa ip6.arpa
    }
    prometheus :9153
    forward . /etc/resolv.conf
    cache 30
    loop
    reload
    loadbalance
}
`

/** CoreDNS: the cluster's names, behind the Service kube-dns. */
export const coredns: Addon = (context) => {
  const labels = { 'eks.amazonaws.com/component': 'coredns', 'k8s-app': 'kube-dns' }
  const namespace = 'kube-system'
  const ports = [
    { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
    { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
    { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
  ]
  const probe = (path: string, port: number, more: object) => ({ httpGet: { path, port, scheme: 'HTTP' }, ...more })
  return [
    ...account('coredns', [
      { apiGroups: [''], resources: ['endpoints', 'services', 'pods', 'namespaces'], verbs: ['list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
    ]),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'coredns', namespace, labels },
      data: { Corefile: (context.configuration['corefile'] as string | undefined) ?? COREFILE },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'kube-dns',
        namespace,
        labels: { ...labels, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
      },
      spec: { clusterIP: context.dnsIp, selector: { 'k8s-app': 'kube-dns' }, ports },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'coredns', namespace, labels },
      spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
    },
    deployment({
      name: 'coredns',
      labels,
      spec: {
        serviceAccountName: 'coredns',
        dnsPolicy: 'Default',
        tolerations: [
          { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
          { key: 'CriticalAddonsOnly', operator: 'Exists' },
        ],
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'topology.kubernetes.io/zone',
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          },
        ],
        containers: [
          {
            name: 'coredns',
            image: image(context, 'eks/coredns'),
            args: ['-conf', '/etc/coredns/Corefile'],
            ports: [
              { containerPort: 53, name: 'dns', protocol: 'UDP' },
              { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' },
              { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
            ],
            livenessProbe: probe('/health', 8080, { initialDelaySeconds: 60, timeoutSeconds: 5, failureThreshold: 5 }),
            readinessProbe: probe('/ready', 8181, { failureThreshold: 3 }),
            resources: { requests: { cpu: '100m', memory: '70Mi' }, limits: { memory: '170Mi' } },
            volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
          },
        ],
        volumes: [
          { name: 'config-volume', configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] } },
        ],
      },
    }),
  ] as Draft[]
}
