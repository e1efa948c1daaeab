import { deepEqual } from '../../apimachinery/deep.ts'
import type { KubeObject, ResourceType } from '../../apimachinery/object.ts'
import type { InformerEvent } from '../../client/informer.ts'
import { CustomResourceDefinition, Event } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ControllerContext, type Watch } from '../define-controller.ts'
import { builtInTypes, customType } from '../shared/served-types.ts'
import { collect } from './collect.ts'
import { formatIdentity, identityOf, parseIdentity } from './object-identity.ts'
import { isForeground, isOrphaning, OwnerGraph } from './owner-graph.ts'

type Context = ControllerContext<OwnerGraph>

// Events are many, and nobody owns them.
const collected = builtInTypes.filter((type) => type !== Event)

/** Deletes what has lost its owners, and holds or spares dependents as the deletion of their owner asks. */
export const garbageCollector = defineController<OwnerGraph>({
  name: 'garbage-collector-controller',
  account: 'generic-garbage-collector',
  workers: 20,
  state({ cache }) {
    const graph = new OwnerGraph(cache)
    for (const type of collected) graph.add(type)
    return graph
  },
  watches: collected.map((type) =>
    type === CustomResourceDefinition ? watch(CustomResourceDefinition, onDefinition) : watchOwned(type),
  ),
  async reconcile(key, context) {
    const identity = parseIdentity(key)
    const item = context.state.find(identity.type, identity.key, identity.uid)
    if (item) await collect(item, context)
    return undefined
  },
})

function watchOwned(type: ResourceType): Watch<OwnerGraph> {
  return watch(type, (event, { state }: Context) => keysConcerned(type, event, state))
}

/** The objects of custom kinds are collected from the moment that the kind is served. */
function onDefinition(
  event: InformerEvent<types.CustomResourceDefinition>,
  { state, watch, unwatch }: Context,
): Iterable<string> {
  const before = event.old && customType(event.old)
  const now = event.type === 'deleted' ? undefined : customType(event.object)
  if (before && !deepEqual(before, now)) {
    state.remove(before)
    unwatch(before)
  }
  if (now && !deepEqual(before, now)) {
    state.add(now)
    watch(watchOwned(now))
  }
  return keysConcerned(CustomResourceDefinition, event, state)
}

function* keysConcerned(
  type: ResourceType,
  { type: change, object, old }: InformerEvent,
  graph: OwnerGraph,
): Generator<string> {
  const { uid, ownerReferences = [] } = object.metadata
  if (change === 'deleted') {
    graph.gone(uid)
    for (const dependent of graph.dependentsOf(uid)) yield formatIdentity(identityOf(dependent.type, dependent.object))
    yield* waitingOwners(object, graph)
    return
  }
  const isDue =
    (isForeground(object) && !(old && isForeground(old))) || (isOrphaning(object) && !(old && isOrphaning(old)))
  const ownersChanged = !deepEqual(old?.metadata.ownerReferences ?? [], ownerReferences)
  if (isDue || (ownersChanged && ownerReferences.some((owner) => !lives(graph, object, owner))))
    yield formatIdentity(identityOf(type, object))
  if (old && ownersChanged) yield* waitingOwners(old, graph)
}

function lives(graph: OwnerGraph, object: KubeObject, reference: types.OwnerReference): boolean {
  const owner = graph.ownerOf(object, reference)
  return owner !== undefined && !isForeground(owner.object)
}

/** Owners that may have waited for just this one. */
function* waitingOwners(object: KubeObject, graph: OwnerGraph): Generator<string> {
  for (const reference of object.metadata.ownerReferences ?? []) {
    const owner = graph.ownerOf(object, reference)
    if (owner && isForeground(owner.object)) yield formatIdentity(identityOf(owner.type, owner.object))
  }
}
