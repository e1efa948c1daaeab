import { toMicros } from '#base'
import type * as types from '../../resources/generated/types.ts'
import { fieldValue, resourceValue } from '../downward.ts'
import { payloadVolume, type Payload } from './payload.ts'
import type { VolumeContext, VolumePlugin } from './volume.ts'

const encoder = new TextEncoder()

/** `downwardAPI` */
export const downwardApiVolume: VolumePlugin = {
  field: 'downwardAPI',
  mount: (volume, context) => {
    const { items = [], defaultMode } = volume.downwardAPI!
    return payloadVolume('tmpfs', context, () => Promise.resolve(downwardPayload(items, defaultMode, context)))
  },
}

/** Fields of the pod as files. */
export function downwardPayload(
  items: readonly types.DownwardAPIVolumeFile[],
  defaultMode = 0o644,
  context: VolumeContext,
): Payload {
  const payload: Payload = new Map()
  for (const { path, mode = defaultMode, fieldRef, resourceFieldRef } of items) {
    const text = fieldRef
      ? (fieldValue(asSeen(context), fieldRef.fieldPath) ?? '')
      : resourceFieldRef
        ? resourceValue(context.pod, resourceFieldRef, context.nodeAllocatable)
        : ''
    payload.set(path, { data: encoder.encode(text), mode })
  }
  return payload
}

/** Verbatim: the kubelet's own notes on a pod are among the annotations that its volumes show. */
function asSeen({ pod, seenAtMs }: VolumeContext): types.Pod {
  const seen = `${toMicros(seenAtMs).slice(0, -1)}000Z`
  const notes = { 'kubernetes.io/config.seen': seen, 'kubernetes.io/config.source': 'api' }
  return { ...pod, metadata: { ...pod.metadata, annotations: { ...notes, ...pod.metadata.annotations } } }
}
