import { defineResource } from '../define-resource.ts'
import { Node } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn, orNone } from '../shared/columns.ts'

export const node = defineResource<types.Node>({
  type: Node,
  generation: 'none',
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
