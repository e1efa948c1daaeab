import { toSeconds } from '#base'
import { deepEqual } from '../../apimachinery/deep.ts'
import { isReason } from '../../apimachinery/errors.ts'
import type { Route, Routes } from '../../cloud-provider.ts'
import { Node } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type Controller, type ReconcileContext } from '../define-controller.ts'

const ALL = 'routes'
const TRY_AGAIN_MS = 10_000

/** Keeps one route in the cloud's network for each node's part of the pods' addresses. */
export function createRouteController(routes: Routes): Controller {
  return defineController({
    name: 'node-route-controller',
    eventSource: 'route_controller',
    watches: [
      // Nodes tell that they live all the time; the cloud is asked only when their ranges change.
      watch(Node, ({ type, object, old }) =>
        type === 'updated' && old && deepEqual(routesOf(object), routesOf(old)) ? [] : [ALL],
      ),
    ],
    // What is left of nodes that went while nobody looked.
    initialKeys: [ALL],
    async reconcile(_key, context) {
      const nodes = context.cache(Node).list()
      const found = await routes.list()
      const wanted = nodes.flatMap(routesOf)
      const isOneOf = (some: readonly Route[], { node, cidr }: Route) =>
        some.some((route) => route.node === node && route.cidr === cidr)
      for (const route of found) if (!isOneOf(wanted, route)) await routes.delete(route)
      let isComplete = true
      for (const node of nodes) {
        const missing = routesOf(node).filter((route) => !isOneOf(found, route))
        const isMade = await createAll(routes, missing, node, context)
        if (routesOf(node).length > 0) await report(node, isMade, context)
        isComplete &&= isMade
      }
      return isComplete ? undefined : TRY_AGAIN_MS
    },
  })
}

const routesOf = ({ metadata: { name }, spec }: types.Node): Route[] =>
  (spec?.podCIDRs ?? []).map((cidr) => ({ node: name, cidr }))

/** @returns whether all could be made. */
async function createAll(
  routes: Routes,
  missing: readonly Route[],
  node: types.Node,
  { events }: ReconcileContext,
): Promise<boolean> {
  for (const route of missing) {
    try {
      await routes.create(route)
    } catch (error) {
      const message = `Could not create route ${node.metadata.uid} ${route.cidr} for node ${route.node}: ${(error as Error).message}`
      events.event(node, 'Warning', 'FailedToCreateRoute', message)
      return false
    }
  }
  return true
}

/** Says on the node whether its pods can be reached; the node lifecycle controller taints those whose pods cannot. */
async function report(node: types.Node, isMade: boolean, { client, clock }: ReconcileContext): Promise<void> {
  const status = isMade ? 'False' : 'True'
  const before = node.status?.conditions?.find(({ type }) => type === 'NetworkUnavailable')
  if (before?.status === status) return
  const time = toSeconds(clock.now())
  const condition = {
    type: 'NetworkUnavailable',
    status,
    reason: isMade ? 'RouteCreated' : 'NoRouteCreated',
    message: isMade ? 'RouteController created a route' : 'RouteController failed to create a route',
    lastHeartbeatTime: time,
    lastTransitionTime: time,
  }
  const patch = { metadata: { uid: node.metadata.uid }, status: { conditions: [condition] } }
  try {
    await client.patch(Node, node.metadata.name, patch, { type: 'strategic', subresource: 'status' })
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}
