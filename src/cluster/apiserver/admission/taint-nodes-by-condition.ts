import type { Node } from '../../resources/generated/types.ts'
import type { AdmissionPlugin } from './admission.ts'

const TAINT = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }

/** A new node gets no pods until it has been seen to be ready. */
export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  mutate({ operation, resource, subresource, object }) {
    if (
      operation !== 'CREATE' ||
      subresource !== '' ||
      resource.type.group !== '' ||
      resource.type.plural !== 'nodes' ||
      !object
    )
      return
    const node = object as unknown as Node
    node.spec ??= {}
    const present = node.spec.taints?.some(({ key, effect }) => key === TAINT.key && effect === TAINT.effect)
    if (!present) node.spec.taints = [...(node.spec.taints ?? []), TAINT]
  },
}
