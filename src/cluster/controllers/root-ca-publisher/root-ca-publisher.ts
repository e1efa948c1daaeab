import { isReason } from '../../apimachinery/errors.ts'
import { deepEqual } from '../../apimachinery/deep.ts'
import { ConfigMap, Namespace } from '../../resources/generated/kinds.ts'
import { defineController, watch, type Controller } from '../define-controller.ts'
import { isNamespaceTerminating } from '../shared/pod-control.ts'

const NAME = 'kube-root-ca.crt'
const DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.'

/**
 * Keeps the certificate of the cluster's authority in every namespace, where pods find it.
 * @param rootCa PEM
 */
export function createRootCaPublisher(rootCa: string): Controller {
  const data = { 'ca.crt': rootCa }
  return defineController({
    name: 'root-ca-certificate-publisher-controller',
    account: 'root-ca-cert-publisher',
    watches: [
      watch(Namespace, ({ type, object }) => (type === 'deleted' ? [] : [object.metadata.name])),
      watch(ConfigMap, ({ object }) => (object.metadata.name === NAME ? [object.metadata.namespace!] : [])),
    ],
    async reconcile(namespace, { client, cache }) {
      const metadata = cache(Namespace).get(namespace)?.metadata
      if (!metadata || metadata.deletionTimestamp) return undefined
      const existing = cache(ConfigMap).get(`${namespace}/${NAME}`)
      const annotations = { ...existing?.metadata.annotations, 'kubernetes.io/description': DESCRIPTION }
      try {
        if (!existing) await client.create(ConfigMap, { metadata: { name: NAME, namespace, annotations }, data })
        else if (!deepEqual(existing.data, data) || !deepEqual(existing.metadata.annotations, annotations))
          await client.update(ConfigMap, { ...existing, metadata: { ...existing.metadata, annotations }, data })
      } catch (error) {
        if (!isReason(error, 'AlreadyExists', 'NotFound') && !isNamespaceTerminating(error)) throw error
      }
      return undefined
    },
  })
}
