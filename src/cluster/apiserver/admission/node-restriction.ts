import { forbidden } from '../../apimachinery/errors.ts'
import type { Node, Pod } from '../../resources/generated/types.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './admission.ts'

const PREFIX = 'system:node:'

/** Keeps a kubelet to its own node and its own pods. */
export const nodeRestriction: AdmissionPlugin = {
  name: 'NodeRestriction',
  validate(attributes) {
    const { user, resource, name } = attributes
    if (!user.name.startsWith(PREFIX) || !user.groups.includes('system:nodes')) return
    const node = user.name.slice(PREFIX.length)
    const refuse = (detail: string) => forbidden(resource.type, name, detail)
    if (resource.type.group === '' && resource.type.plural === 'pods') checkPod(attributes, node, refuse)
    if (resource.type.group === '' && resource.type.plural === 'nodes') checkNode(attributes, node, refuse)
    if (resource.type.plural === 'leases' && (attributes.namespace !== 'kube-node-lease' || (name && name !== node)))
      throw refuse(`can only access node lease with the same name as the requesting node`)
  },
}

function checkPod(
  { operation, object, oldObject, subresource }: AdmissionAttributes,
  node: string,
  refuse: (detail: string) => Error,
): void {
  const pod = (object ?? oldObject) as unknown as Pod | undefined
  if (operation === 'CREATE' && subresource === '') {
    if (pod?.metadata.annotations?.['kubernetes.io/config.mirror'] === undefined)
      throw refuse(
        `pod does not have "kubernetes.io/config.mirror" annotation, node ${JSON.stringify(node)} can only create mirror pods`,
      )
    if (pod.spec!.nodeName !== node)
      throw refuse(`node ${JSON.stringify(node)} can only create pods with spec.nodeName set to itself`)
  }
  if (operation === 'DELETE' && pod && pod.spec!.nodeName !== node)
    throw refuse(`node ${JSON.stringify(node)} can only delete pods with spec.nodeName set to itself`)
  if (operation === 'UPDATE' && pod && pod.spec!.nodeName !== node)
    throw refuse(`node ${JSON.stringify(node)} can only update pod status for pods with spec.nodeName set to itself`)
}

function checkNode(
  { operation, object, oldObject, name }: AdmissionAttributes,
  node: string,
  refuse: (detail: string) => Error,
): void {
  const target = object?.metadata.name ?? name
  if (target !== node)
    throw refuse(`node ${JSON.stringify(node)} is not allowed to modify node ${JSON.stringify(target)}`)
  if (operation !== 'UPDATE') return
  const taints = (value: unknown) => JSON.stringify((value as Node).spec?.taints ?? [])
  if (taints(object) !== taints(oldObject)) throw refuse(`node ${JSON.stringify(node)} is not allowed to modify taints`)
  const labels = changedLabels(oldObject?.metadata.labels, object?.metadata.labels).filter(isReserved)
  if (labels.length > 0) throw refuse(`is not allowed to modify labels: ${labels.join(', ')}`)
}

type Labels = Readonly<Record<string, string>>

function changedLabels(before: Labels = {}, after: Labels = {}): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].filter((key) => before[key] !== after[key]).sort()
}

// The labels of these domains that kubelets set themselves.
const KUBELET_LABELS = new Set([
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'beta.kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'kubernetes.io/arch',
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'node.kubernetes.io/instance-type',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
])

const isWithin = (domain: string, parent: string) => domain === parent || domain.endsWith(`.${parent}`)

/** Whether only administrators may say this of a node. */
function isReserved(key: string): boolean {
  const domain = key.includes('/') ? key.slice(0, key.indexOf('/')) : ''
  if (isWithin(domain, 'node-restriction.kubernetes.io')) return true
  if (!isWithin(domain, 'kubernetes.io') && !isWithin(domain, 'k8s.io')) return false
  return (
    !KUBELET_LABELS.has(key) && !isWithin(domain, 'kubelet.kubernetes.io') && !isWithin(domain, 'node.kubernetes.io')
  )
}
