import { isReason } from '../../apimachinery/errors.ts'
import { Namespace, ServiceAccount } from '../../resources/generated/kinds.ts'
import { defineController, watch } from '../define-controller.ts'
import { isNamespaceTerminating } from '../shared/pod-control.ts'

/** Keeps a service account `default` in every namespace. */
export const serviceAccountController = defineController({
  name: 'serviceaccount-controller',
  account: 'service-account-controller',
  watches: [
    watch(Namespace, ({ type, object }) => (type === 'deleted' ? [] : [object.metadata.name])),
    watch(ServiceAccount, ({ type, object }) =>
      type === 'deleted' && object.metadata.name === 'default' ? [object.metadata.namespace!] : [],
    ),
  ],
  async reconcile(namespace, { client, cache }) {
    const metadata = cache(Namespace).get(namespace)?.metadata
    if (!metadata || metadata.deletionTimestamp || cache(ServiceAccount).get(`${namespace}/default`)) return undefined
    try {
      await client.create(ServiceAccount, { metadata: { name: 'default', namespace } })
    } catch (error) {
      // Somebody else made it, or the namespace is on its way out.
      if (!isReason(error, 'AlreadyExists', 'NotFound') && !isNamespaceTerminating(error)) throw error
    }
    return undefined
  },
})
