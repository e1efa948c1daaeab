// Where a group stands in discovery; higher comes first. The same numbers stand in the APIService objects of a new cluster.
const GROUPS: Readonly<Record<string, number>> = {
  '': 18000,
  apps: 17800,
  'events.k8s.io': 17750,
  'authentication.k8s.io': 17700,
  'authorization.k8s.io': 17600,
  autoscaling: 17500,
  batch: 17400,
  'certificates.k8s.io': 17300,
  'networking.k8s.io': 17200,
  policy: 17100,
  'rbac.authorization.k8s.io': 17000,
  'storage.k8s.io': 16800,
  'admissionregistration.k8s.io': 16700,
  'apiextensions.k8s.io': 16700,
  'scheduling.k8s.io': 16600,
  'coordination.k8s.io': 16500,
  'node.k8s.io': 16300,
  'discovery.k8s.io': 16200,
  'resource.k8s.io': 16200,
  'flowcontrol.apiserver.k8s.io': 16100,
  // Verbatim: listed first although its APIService comes from another server.
  'apiregistration.k8s.io': 20000,
}

// Groups of CustomResourceDefinitions come last.
const CUSTOM_GROUP = 1000

export function groupPriority(group: string): number {
  return GROUPS[group] ?? CUSTOM_GROUP
}

/**
 * Orders versions as Kubernetes does: `v2` before `v1` before `v1beta2` before `v1alpha1` before anything else.
 * @returns higher for the version that comes first.
 */
export function versionPriority(version: string): number {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version)
  if (!match) return -1
  const stage = match[2] === undefined ? 2 : match[2] === 'beta' ? 1 : 0
  return stage * 1_000_000 + Number(match[1]) * 1000 + Number(match[3] ?? 0)
}
