import type { Addon } from './addon.ts'
import { account, daemonSet, image } from './workload.ts'

/** The VPC CNI: gives Pods addresses of the VPC. */
export const vpcCni: Addon = (context) => {
  const labels = { 'app.kubernetes.io/name': 'aws-node', 'k8s-app': 'aws-node' }
  const environment = {
    ADDITIONAL_ENI_TAGS: '{}',
    AWS_VPC_CNI_NODE_PORT_SUPPORT: 'true',
    AWS_VPC_ENI_MTU: '9001',
    AWS_VPC_K8S_CNI_EXTERNALSNAT: 'false',
    ENABLE_POD_ENI: 'false',
    ENABLE_PREFIX_DELEGATION: 'false',
    WARM_ENI_TARGET: '1',
  }
  return [
    ...account('aws-node', [
      { apiGroups: [''], resources: ['namespaces', 'pods'], verbs: ['list', 'watch', 'get'] },
      { apiGroups: [''], resources: ['nodes'], verbs: ['list', 'watch', 'get'] },
      { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'list'] },
    ]),
    daemonSet({
      name: 'aws-node',
      labels,
      spec: {
        serviceAccountName: 'aws-node',
        terminationGracePeriodSeconds: 10,
        initContainers: [
          {
            name: 'aws-vpc-cni-init',
            image: image(context, 'amazon-k8s-cni-init'),
            resources: { requests: { cpu: '25m' } },
          },
        ],
        containers: [
          {
            name: 'aws-node',
            image: image(context, 'amazon-k8s-cni'),
            ports: [{ containerPort: 61678, name: 'metrics' }],
            env: Object.entries(environment).map(([name, value]) => ({ name, value })),
            resources: { requests: { cpu: '25m' } },
          },
          {
            name: 'aws-eks-nodeagent',
            image: image(context, 'amazon/aws-network-policy-agent', 'v1.3.1-eksbuild.1'),
            args: [
              `--enable-network-policy=${String(context.configuration.enableNetworkPolicy) === 'true'}`,
              '--enable-ipv6=false',
              '--enable-cloudwatch-logs=false',
              '--enable-policy-event-logs=false',
              '--metrics-bind-addr=:8162',
              '--health-probe-bind-addr=:8163',
              '--conntrack-cache-cleanup-period=300',
            ],
            resources: { requests: { cpu: '25m' } },
          },
        ],
      },
    }),
  ]
}
