import { deepEqual } from '../../apimachinery/deep.ts'
import { isReason } from '../../apimachinery/errors.ts'
import type { OwnerReference } from '../../apimachinery/object.ts'
import { EndpointSlice } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import type { Arrangement, SliceContent } from './arrange-slices.ts'
import type { SliceTracker } from './slice-tracker.ts'

export const SERVICE_NAME = 'kubernetes.io/service-name'
export const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by'

/** What all slices of one owner have in common. */
export interface SliceFrame {
  namespace: string
  /** The owner's name, with which the slices' names begin. */
  name: string
  addressType: string
  labels: Record<string, string>
  /** Of slices that are written; `undefined` removes all. */
  annotations: Record<string, string> | undefined
  ownerReference: OwnerReference
}

/** Writes an arrangement of slices. Labels that others may have removed come back. */
export async function writeSlices(
  { create, change, keep, remove }: Arrangement,
  frame: SliceFrame,
  { client }: Pick<ReconcileContext, 'client'>,
  tracker: SliceTracker,
): Promise<void> {
  const { namespace, name, addressType, labels, annotations, ownerReference } = frame
  const metadata = { labels, ownerReferences: [ownerReference] }
  for (const content of create) {
    const slice = await client.create(EndpointSlice, {
      metadata: { generateName: `${name}-`, namespace, ...metadata, ...(annotations && { annotations }) },
      addressType,
      ...asWritten(content),
    })
    tracker.expect(slice, 0)
  }
  const unlabelled = keep.filter((slice) => !deepEqual(slice.metadata.labels, labels))
  const changes = [
    ...change,
    ...unlabelled.map((slice) => ({ slice, content: { ports: slice.ports ?? [], endpoints: slice.endpoints ?? [] } })),
  ]
  for (const { slice, content } of changes) {
    const { annotations: _old, ...kept } = slice.metadata
    const next = { ...kept, ...metadata, ...(annotations && { annotations }) }
    tracker.expect(slice, 1)
    await client.update(EndpointSlice, { ...slice, metadata: next, ...asWritten(content) })
  }
  for (const { metadata } of remove) await removeSlice(client, metadata)
}

async function removeSlice(
  client: ReconcileContext['client'],
  { name, namespace = '' }: types.EndpointSlice['metadata'],
): Promise<void> {
  try {
    await client.delete(EndpointSlice, name, { namespace })
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}

// An empty list is written as none at all.
function asWritten({ ports, endpoints }: SliceContent): {
  ports: types.DiscoveryEndpointPort[]
  endpoints: types.Endpoint[]
} {
  const orNull = <T>(list: T[]) => (list.length > 0 ? list : (null as unknown as T[]))
  return { ports: orNull(ports), endpoints: orNull(endpoints) }
}
