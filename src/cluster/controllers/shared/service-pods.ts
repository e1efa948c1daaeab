import { deepEqual } from '../../apimachinery/deep.ts'
import type { LabelSelector } from '../../apimachinery/object.ts'
import type { InformerEvent } from '../../client/informer.ts'
import { Service } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ControllerContext } from '../define-controller.ts'
import { podCondition } from './pods.ts'
import { createSelectorIndex } from './selector-index.ts'

/** A service's selector in the form of others; a service without one selects nothing. */
function selectorOf({ spec }: types.Service): LabelSelector | undefined {
  return spec?.selector && Object.keys(spec.selector).length > 0 ? { matchLabels: spec.selector } : undefined
}

const services = createSelectorIndex(selectorOf)

const NONE: ReadonlySet<string> = new Set()

/** The services that a pod's change concerns: those that select it, or did. */
export function servicesConcerned(
  event: InformerEvent<types.Pod>,
  { cache }: Pick<ControllerContext, 'cache'>,
): ReadonlySet<string> {
  const { type, object, old } = event
  return type === 'updated' && old && !endpointChanged(old, object) ? NONE : services.concerned(cache(Service), event)
}

/** Whether anything changed that endpoints show. */
function endpointChanged(old: types.Pod, now: types.Pod): boolean {
  return !(
    old.status?.podIP === now.status?.podIP &&
    old.status?.phase === now.status?.phase &&
    old.spec?.nodeName === now.spec?.nodeName &&
    old.metadata.deletionTimestamp === now.metadata.deletionTimestamp &&
    podCondition(old, 'Ready')?.status === podCondition(now, 'Ready')?.status &&
    deepEqual(old.metadata.labels, now.metadata.labels) &&
    deepEqual(old.status?.podIPs, now.status?.podIPs)
  )
}
