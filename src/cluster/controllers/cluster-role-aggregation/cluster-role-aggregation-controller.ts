import { deepEqual } from '../../apimachinery/deep.ts'
import type { Json } from '../../apimachinery/object.ts'
import { matchesSelector } from '../../apimachinery/selectors.ts'
import { ClusterRole } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ControllerContext } from '../define-controller.ts'

/** Fills ClusterRoles that gather the rules of others by their labels. */
export const clusterRoleAggregationController = defineController({
  name: 'clusterrole-aggregation-controller',
  account: 'clusterrole-aggregation-controller',
  watches: [
    watch(ClusterRole, (_event, { cache }) =>
      cache(ClusterRole)
        .list()
        .filter(({ aggregationRule }) => aggregationRule)
        .map(({ metadata }) => metadata.name),
    ),
  ],
  async reconcile(name, { cache, client }) {
    const role = cache(ClusterRole).get(name)
    if (!role?.aggregationRule) return undefined
    const rules = gatherRules(role, cache)
    if (deepEqual(rules, role.rules ?? [])) return undefined
    const patch = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name },
      rules: rules as unknown as Json,
    }
    await client.patch(ClusterRole, name, patch, {
      type: 'apply',
      force: true,
      fieldManager: 'clusterrole-aggregation-controller',
    })
    return undefined
  },
})

/** The rules of all roles that are selected, by name, each once. */
function gatherRules(role: types.ClusterRole, cache: ControllerContext['cache']): types.PolicyRule[] {
  const selectors = role.aggregationRule?.clusterRoleSelectors ?? []
  const rules: types.PolicyRule[] = []
  for (const selector of selectors) {
    const selected = cache(ClusterRole)
      .list()
      .filter(({ metadata }) => metadata.name !== role.metadata.name && matchesSelector(selector, metadata.labels))
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    for (const rule of selected.flatMap((one) => one.rules ?? []))
      if (!rules.some((known) => deepEqual(known, rule))) rules.push(rule)
  }
  return rules
}
