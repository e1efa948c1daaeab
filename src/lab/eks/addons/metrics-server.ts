import type { Draft } from '#cluster'
import type { Addon } from './addon.ts'
import { account, deployment, image } from './workload.ts'

/** metrics-server: what Pods and nodes use. Differs: `metrics.k8s.io` answers from the simulated kubelets themselves. */
export const metricsServer: Addon = (context) => {
  const labels = { 'app.kubernetes.io/name': 'metrics-server', 'k8s-app': 'metrics-server' }
  const ports = [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 'https' }]
  return [
    ...account('metrics-server', [
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
    ]),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'metrics-server', namespace: 'kube-system', labels },
      spec: { selector: labels, ports },
    },
    deployment({
      name: 'metrics-server',
      labels,
      spec: {
        serviceAccountName: 'metrics-server',
        containers: [
          {
            name: 'metrics-server',
            image: image(context, 'eks/metrics-server'),
            ports: [{ containerPort: 10251, name: 'https' }],
            resources: { requests: { cpu: '100m', memory: '200Mi' }, limits: { memory: '400Mi' } },
          },
        ],
      },
    }),
  ] as Draft[]
}
