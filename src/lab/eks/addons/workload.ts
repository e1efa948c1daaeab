import type { Draft } from '#cluster'
import type { AddonContext } from './addon.ts'

/** The registry of EKS' own images. */
export function image({ region, version }: AddonContext, path: string, tag = version): string {
  return `602401143452.dkr.ecr.${region}.amazonaws.com/${path}:${tag}`
}

/** A service account of kube-system with a cluster role of its own. @param roleArn the role of AWS that its pods become. */
export function account(
  name: string,
  rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[],
  roleArn?: string,
): Draft[] {
  const namespace = 'kube-system'
  const annotations = roleArn === undefined ? {} : { annotations: { 'eks.amazonaws.com/role-arn': roleArn } }
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace, labels: { 'k8s-app': name }, ...annotations },
    },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name }, rules },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ] as Draft[]
}

interface Workload {
  name: string
  labels: Record<string, string>
  /** Labels by which its pods are known; `k8s-app` when absent. */
  selector?: Record<string, string>
  /** The template's PodSpec. */
  spec: Record<string, unknown>
}

/** A DaemonSet of kube-system that runs on every node, whatever its taints. */
export function daemonSet({ name, labels, selector = { 'k8s-app': name }, spec }: Workload): Draft {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: 'kube-system', labels },
    spec: {
      selector: { matchLabels: selector },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
      template: {
        metadata: { labels: { ...labels, ...selector } },
        spec: {
          hostNetwork: true,
          priorityClassName: 'system-node-critical',
          tolerations: [{ operator: 'Exists' }],
          ...spec,
        },
      },
    },
  } as Draft
}

/** A Deployment of kube-system with two replicas. */
export function deployment({ name, labels, selector = { 'k8s-app': labels['k8s-app']! }, spec }: Workload): Draft {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'kube-system', labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: selector },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      template: { metadata: { labels }, spec: { priorityClassName: 'system-cluster-critical', ...spec } },
    },
  } as Draft
}
