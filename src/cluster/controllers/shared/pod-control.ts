import { isReason, StatusError } from '../../apimachinery/errors.ts'
import type { Draft, KubeObject, OwnerReference } from '../../apimachinery/object.ts'
import { Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'

/** A pod as a template describes it, owned by `owner`; its name begins with the owner's. */
export function podFromTemplate(
  template: types.PodTemplateSpec,
  owner: KubeObject,
  reference: OwnerReference,
): Draft<types.Pod> {
  const { labels, annotations, finalizers } = template.metadata ?? {}
  return {
    metadata: {
      generateName: `${owner.metadata.name}-`,
      namespace: owner.metadata.namespace!,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(finalizers && { finalizers }),
      ownerReferences: [reference],
    },
    spec: template.spec!,
  }
}

/**
 * Creates a pod for a controller and says so with events of the owner.
 * @throws StatusError as the server refused it
 */
export async function createPod(
  { client, events }: Pick<ReconcileContext, 'client' | 'events'>,
  owner: KubeObject,
  pod: Draft<types.Pod>,
): Promise<types.Pod> {
  try {
    const created = await client.create(Pod, pod)
    events.event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${created.metadata.name}`)
    return created
  } catch (error) {
    if (!isNamespaceTerminating(error) && error instanceof StatusError)
      events.event(owner, 'Warning', 'FailedCreate', `Error creating: ${error.message}`)
    throw error
  }
}

/** Deletes a pod for a controller and says so with events of the owner. One that is gone already is fine. */
export async function deletePod(
  { client, events }: Pick<ReconcileContext, 'client' | 'events'>,
  owner: KubeObject,
  pod: types.Pod,
): Promise<void> {
  const { name, namespace = '', uid } = pod.metadata
  try {
    await client.delete(Pod, name, { namespace, preconditions: { uid } })
    events.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`)
  } catch (error) {
    if (isReason(error, 'NotFound')) return
    if (error instanceof StatusError) events.event(owner, 'Warning', 'FailedDelete', `Error deleting: ${error.message}`)
    throw error
  }
}

/** Whether the server refused to create something since its namespace is on its way out. */
export function isNamespaceTerminating(error: unknown): boolean {
  return (
    isReason(error, 'Forbidden') &&
    (error.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating') ?? false)
  )
}
