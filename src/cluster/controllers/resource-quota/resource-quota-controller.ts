import { deepEqual } from '../../apimachinery/deep.ts'
import { formatQuantity, parseQuantity, quantityOf } from '../../apimachinery/quantity.ts'
import { keyOf, type KubeObject, type ResourceType } from '../../apimachinery/object.ts'
import type { InformerEvent } from '../../client/informer.ts'
import { add, usageOf, type Usage } from '../../quota/usage.ts'
import { quotaCovers } from '../../quota/scopes.ts'
import { CustomResourceDefinition, Event, Lease, ResourceQuota } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ControllerContext, type Watch } from '../define-controller.ts'
import { isFinished } from '../shared/pods.ts'
import { sameStatus } from '../shared/same-status.ts'
import { builtInTypes, customType } from '../shared/served-types.ts'

const RESYNC_MS = 300_000

// Nobody limits these, and they change all the time.
const counted = builtInTypes.filter((type) => type.namespaced && type !== Event && type !== Lease)

/** Keeps count of what namespaces use of their quotas. What is added the API server counts itself; what goes is found here. */
export const resourceQuotaController = defineController({
  name: 'resourcequota-controller',
  account: 'resourcequota-controller',
  watches: [
    watch(ResourceQuota, ({ type, object, old }, { cache }) => {
      if (type === 'deleted') return cache(ResourceQuota).list(object.metadata.namespace).map(keyOf)
      return deepEqual(old?.spec, object.spec) ? [] : [keyOf(object)]
    }),
    ...counted.filter((type) => type !== ResourceQuota).map(watchCounted),
    watch(CustomResourceDefinition),
  ],
  async reconcile(key, context) {
    const quota = context.cache(ResourceQuota).get(key)
    if (!quota) return undefined
    const hard = quota.spec?.hard ?? {}
    const usage = measure(quota, Object.keys(hard), context)
    const used = Object.fromEntries(
      Object.keys(hard).map((name) => [name, formatQuantity(usage.get(name) ?? quantityOf(0))]),
    )
    const status = { hard: normalized(hard), used }
    if (!sameStatus(status, quota.status))
      await context.client.update(ResourceQuota, { ...quota, status }, { subresource: 'status' })
    return RESYNC_MS
  },
})

function normalized(amounts: Readonly<Record<string, types.Quantity>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [name, formatQuantity(parseQuantity(amount))]),
  )
}

/** Quotas of a namespace are due when something in it stops counting. */
function watchCounted(type: ResourceType): Watch {
  return watch(type, (event, { cache }) =>
    frees(type, event) ? cache(ResourceQuota).list(event.object.metadata.namespace).map(keyOf) : [],
  )
}

function frees(type: ResourceType, { type: change, object, old }: InformerEvent): boolean {
  if (change === 'deleted') return true
  if (change === 'added' || !old) return false
  if (type.group !== '') return false
  if (type.plural === 'pods') return isFinished(object) && !isFinished(old)
  return type.plural === 'services' && (object as types.Service).spec?.type !== (old as types.Service).spec?.type
}

/** What the namespace uses of each limited resource. */
function measure(
  quota: types.ResourceQuota,
  names: readonly string[],
  { cache }: Pick<ControllerContext, 'cache'>,
): Usage {
  const custom = cache(CustomResourceDefinition).list().map(customType)
  const total: Usage = new Map()
  for (const type of [...counted, ...custom]) {
    if (!type?.namespaced || !names.some((name) => concerns(name, type))) continue
    const limited = new Set(names)
    for (const object of cache<KubeObject>(type).list(quota.metadata.namespace)) {
      if (!quotaCovers(quota, type.plural, object)) continue
      add(total, new Map([...usageOf(type, object)].filter(([name]) => limited.has(name))))
    }
  }
  return total
}

/** Whether objects of a kind can use what a name limits. */
function concerns(name: string, { group, plural }: ResourceType): boolean {
  const qualified = group ? `${plural}.${group}` : plural
  if (name === `count/${qualified}`) return true
  if (group !== '') return false
  if (plural === 'persistentvolumeclaims')
    return name === plural || name === 'requests.storage' || name.includes('.storageclass.storage.k8s.io/')
  if (plural === 'services') return name.startsWith('services')
  if (plural === 'pods')
    return !name.startsWith('count/') && !name.startsWith('services') && name !== 'requests.storage'
  return name === plural
}
