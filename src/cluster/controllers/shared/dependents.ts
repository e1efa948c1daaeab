import {
  controllerOf,
  keyOf,
  type KubeObject,
  type LabelSelector,
  type ResourceType,
} from '../../apimachinery/object.ts'
import { matchesSelector } from '../../apimachinery/selectors.ts'
import type { InformerEvent } from '../../client/informer.ts'
import type { ControllerContext } from '../define-controller.ts'
import { controllerKey } from './claim.ts'

/**
 * The owners that an event of a dependent concerns: the one that controls it, the one that did, and for an orphan all whose selector matches, since
 * one of them may adopt it.
 */
export function ownersConcerned<T extends KubeObject>(
  { type, object, old }: InformerEvent,
  { cache }: Pick<ControllerContext, 'cache'>,
  ownerType: ResourceType<T>,
  selectorOf: (owner: T) => LabelSelector | undefined,
): readonly string[] {
  const owners = cache(ownerType)
  const reference = controllerOf(object)
  const before = old && controllerOf(old)
  const former = before && before.uid !== reference?.uid ? controllerKey(old, ownerType, owners) : undefined
  const concerned = former ? [former] : []
  if (reference) {
    const key = controllerKey(object, ownerType, owners)
    if (key) concerned.push(key)
    return concerned
  }
  const unchanged = old && !before && old.metadata.labels === object.metadata.labels
  if (type === 'deleted' || unchanged) return concerned
  for (const owner of owners.list(object.metadata.namespace))
    if (matchesSelector(selectorOf(owner), object.metadata.labels)) concerned.push(keyOf(owner))
  return concerned
}
