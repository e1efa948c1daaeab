import type { Addon } from './addon.ts'
import { account, daemonSet, image } from './workload.ts'

/** kube-proxy: programs each node so that Service addresses lead to Pods. */
export const kubeProxy: Addon = (context) => [
  ...account('kube-proxy', [
    {
      apiGroups: ['', 'discovery.k8s.io'],
      resources: ['services', 'endpoints', 'endpointslices', 'nodes'],
      verbs: ['list', 'watch', 'get'],
    },
    { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] },
  ]),
  daemonSet({
    name: 'kube-proxy',
    labels: { 'k8s-app': 'kube-proxy' },
    spec: {
      serviceAccountName: 'kube-proxy',
      containers: [
        {
          name: 'kube-proxy',
          image: image(context, 'eks/kube-proxy', context.version.replace('-', '-minimal-')),
          command: [
            'kube-proxy',
            '--v=2',
            '--config=/var/lib/kube-proxy-config/config',
            '--hostname-override=$(NODE_NAME)',
          ],
          env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
          resources: { requests: { cpu: '100m' } },
          securityContext: { privileged: true },
        },
      ],
    },
  }),
]
