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
  { operation, object, oldObject, subresource, name }: AdmissionAttributes,
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
  void name
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
}
