import { defineResource, type Mutable } from '../define-resource.ts'
import { Node } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn, orNone } from '../shared/columns.ts'
import { cidrWarnings } from '../shared/ip.ts'
import { validateNode, validateNodeChange } from './node-rules.ts'

export const node = defineResource<types.Node>({
  type: Node,
  generation: 'none',
  keepsStatusOnCreate: true,
  defaults(node) {
    const spec = (node.spec ??= {})
    alignPodCidrs(spec)
  },
  defaultStatus({ status }) {
    if (status?.capacity && !status.allocatable) status.allocatable = { ...status.capacity }
  },
  prepareForCreate: dropOldFields,
  prepareForUpdate(node, old, { subresource }) {
    if (subresource === 'status' && old.spec) node.spec = old.spec
    if (!old.spec?.configSource) dropOldFields(node)
    if (node.spec!.podCIDR !== old.spec?.podCIDR && node.spec!.podCIDRs?.[0] !== node.spec!.podCIDR)
      alignPodCidrs(node.spec!)
  },
  validate: validateNode,
  validateUpdate(node, old, errors) {
    validateNode(node, errors)
    validateNodeChange(node, old, errors)
  },
  validateStatusUpdate(node, old, errors) {
    validateNode(node, errors)
    validateNodeChange(node, old, errors)
  },
  warnings({ spec }) {
    const list: string[] = []
    if (spec?.externalID) list.push('spec.externalID: this field is deprecated, and is unused by Kubernetes')
    for (const [index, range] of (spec?.podCIDRs ?? []).entries())
      list.push(...cidrWarnings(`spec.podCIDRs[${index}]`, range))
    return list
  },
  selectableFields: { 'spec.unschedulable': ({ spec }) => String(spec?.unschedulable ?? false) },
  columns: [
    nameColumn,
    { name: 'Status', value: statusText },
    { name: 'Roles', value: roles },
    ageColumn,
    { name: 'Version', value: ({ status }) => status?.nodeInfo?.kubeletVersion ?? '' },
    { name: 'Internal-IP', priority: 1, value: (node) => address(node, 'InternalIP') },
    { name: 'External-IP', priority: 1, value: (node) => address(node, 'ExternalIP') },
    { name: 'OS-Image', priority: 1, value: ({ status }) => orUnknown(status?.nodeInfo?.osImage) },
    { name: 'Kernel-Version', priority: 1, value: ({ status }) => orUnknown(status?.nodeInfo?.kernelVersion) },
    {
      name: 'Container-Runtime',
      priority: 1,
      value: ({ status }) => orUnknown(status?.nodeInfo?.containerRuntimeVersion),
    },
  ],
})

/** The first range is also kept under its old name, which wins where a client knows no other. */
function alignPodCidrs(spec: types.NodeSpec): void {
  if (spec.podCIDR && spec.podCIDRs?.[0] !== spec.podCIDR) spec.podCIDRs = [spec.podCIDR]
  else if (spec.podCIDRs?.length) spec.podCIDR = spec.podCIDRs[0]!
}

// Kubelets are no longer configured this way.
function dropOldFields(node: Mutable<types.Node>): void {
  delete node.spec?.configSource
  delete node.status?.config
}

function statusText({ spec, status }: types.Node): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')
  const text = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown'
  return spec?.unschedulable ? `${text},SchedulingDisabled` : text
}

const ROLE_PREFIX = 'node-role.kubernetes.io/'

function roles({ metadata: { labels = {} } }: types.Node): string {
  const found = new Set<string>()
  for (const [key, value] of Object.entries(labels)) {
    if (key.startsWith(ROLE_PREFIX)) {
      if (key.length > ROLE_PREFIX.length) found.add(key.slice(ROLE_PREFIX.length))
    } else if (key === 'kubernetes.io/role' && value !== '') found.add(value)
  }
  return orNone([...found].toSorted().join(','))
}

function address({ status }: types.Node, wanted: string): string {
  return orNone(status?.addresses?.find(({ type }) => type === wanted)?.address)
}

const orUnknown = (text: string | undefined) => text || '<unknown>'
