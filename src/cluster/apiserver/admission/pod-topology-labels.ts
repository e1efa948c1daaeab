import * as kinds from '../../resources/generated/kinds.ts'
import type { Pod } from '../../resources/generated/types.ts'
import type { AdmissionContext, AdmissionPlugin } from './admission.ts'

const TOPOLOGY = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region']

/** The labels by which a Pod can be told its zone: those of its node. */
export function topologyLabels(context: AdmissionContext, nodeName: string): Readonly<Record<string, string>> {
  const labels = context.read(kinds.Node, nodeName)?.metadata.labels ?? {}
  return Object.fromEntries(TOPOLOGY.flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]]])))
}

/** A new Pod that is on a node already carries where that is; others get it when they are bound. */
export const podTopologyLabels: AdmissionPlugin = {
  name: 'PodTopologyLabels',
  mutate({ operation, resource, subresource, object }, context) {
    const { group, plural } = resource.type
    if (operation !== 'CREATE' || subresource !== '' || group !== '' || plural !== 'pods' || !object) return
    const { metadata, spec } = object as unknown as Pod
    if (!spec?.nodeName) return
    const labels = topologyLabels(context, spec.nodeName)
    if (Object.keys(labels).length > 0) metadata.labels = { ...metadata.labels, ...labels }
  },
}
