import { forbidden, notFound, StatusError } from '../../apimachinery/errors.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin } from './admission.ts'

const IMMORTAL = new Set(['default', 'kube-system', 'kube-public'])

/** Keeps objects out of namespaces that are not there or are going, and the system's namespaces alive. */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  mutate(attributes, context) {
    const { operation, resource, namespace, name } = attributes
    const isNamespace = resource.type.group === '' && resource.type.plural === 'namespaces'
    if (isNamespace) {
      if (operation === 'DELETE' && IMMORTAL.has(name))
        throw forbidden(resource.type, name, 'this namespace may not be deleted')
      return
    }
    if (operation !== 'CREATE' || !namespace) return
    mustBeOpen(attributes, context, namespace)
  },
}

function mustBeOpen(
  { resource, object, name }: AdmissionAttributes,
  context: AdmissionContext,
  namespace: string,
): void {
  const found = context.read(kinds.Namespace, namespace)
  if (!found) throw notFound(kinds.Namespace, namespace)
  if (found.status?.phase !== 'Terminating') return
  const message = `unable to create new content in namespace ${namespace} because it is being terminated`
  const error = forbidden(resource.type, object?.metadata.name ?? name, message)
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${namespace} is being terminated`,
    field: 'metadata.namespace',
  }
  throw new StatusError(error.code, error.reason, error.message, { ...error.details, causes: [cause] })
}
