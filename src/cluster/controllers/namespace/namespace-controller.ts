import { deepEqual } from '../../apimachinery/deep.ts'
import { isReason } from '../../apimachinery/errors.ts'
import { CustomResourceDefinition, Namespace } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { deletionConditions } from './namespace-conditions.ts'
import { deleteContent } from './namespace-content.ts'

const FINALIZER = 'kubernetes'
// Other API servers may not have seen yet that the namespace ends, and still let objects in.
const SETTLE_MS = 5_000

/** Empties namespaces that are being deleted, and lets them go when they are empty. */
export const namespaceController = defineController({
  name: 'namespace-controller',
  account: 'namespace-controller',
  watches: [
    watch(Namespace, ({ type, object, revision }, { enqueue }) => {
      if (type !== 'deleted' && object.metadata.deletionTimestamp) enqueue(object.metadata.name, SETTLE_MS, revision)
      return []
    }),
    watch(CustomResourceDefinition),
  ],
  async reconcile(name, context) {
    const { cache, client, clock } = context
    const namespace = cache(Namespace).get(name)
    if (!namespace?.metadata.deletionTimestamp || !namespace.spec?.finalizers?.includes(FINALIZER)) return undefined
    const outcome = await deleteContent(client, context, name)
    const before = namespace.status?.conditions ?? []
    const conditions = deletionConditions(before, outcome, clock.now())
    const [failure] = outcome.failures
    let current = namespace
    if (!deepEqual(before, conditions)) {
      const status = { ...namespace.status, conditions }
      current = await client.update(Namespace, { ...namespace, status }, { subresource: 'status' })
    }
    if (failure) throw failure
    if (!outcome.isDone) return Math.floor(outcome.estimateMs / 2000) * 1000 + 1000
    await finalize(current, context)
    return undefined
  },
})

async function finalize(namespace: types.Namespace, { client }: ReconcileContext): Promise<void> {
  const finalizers = namespace.spec?.finalizers?.filter((finalizer) => finalizer !== FINALIZER) ?? []
  try {
    await client.update(
      Namespace,
      { ...namespace, spec: { ...namespace.spec, finalizers } },
      { subresource: 'finalize' },
    )
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}
