import type { Addon } from './addon.ts'
import { daemonSet, image } from './workload.ts'

/** The EKS Pod Identity agent: hands Pods the credentials of their association. */
export const podIdentityAgent: Addon = (context) => [
  daemonSet({
    name: 'eks-pod-identity-agent',
    labels: { 'app.kubernetes.io/name': 'eks-pod-identity-agent', 'k8s-app': 'eks-pod-identity-agent' },
    spec: {
      initContainers: [
        {
          name: 'eks-pod-identity-agent-init',
          image: image(context, 'eks/eks-pod-identity-agent'),
          args: ['initialize'],
        },
      ],
      containers: [
        {
          name: 'eks-pod-identity-agent',
          image: image(context, 'eks/eks-pod-identity-agent'),
          args: ['server', '--port', '80'],
          ports: [{ containerPort: 80, name: 'proxy' }],
        },
      ],
    },
  }),
]
