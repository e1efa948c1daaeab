import { deepClone } from '../apimachinery/deep.ts'
import { isReason } from '../apimachinery/errors.ts'
import type { KubeObject, ResourceType } from '../apimachinery/object.ts'
import type { Core, RequestContext } from './core.ts'
import { remove } from './operations/delete.ts'
import { update } from './operations/update.ts'
import type { ServedResource } from './served-resource.ts'

/** The server's own requests, for those parts of it that keep objects in order. */
export function serverContext(): RequestContext {
  return {
    user: { name: 'system:apiserver', groups: ['system:masters'] },
    origin: { actor: 'system:apiserver', agent: 'kube-apiserver' },
    dryRun: false,
    fieldManager: 'kube-apiserver',
    fieldValidation: 'Ignore',
    warnings: [],
  }
}

/** Changes an object of cluster scope as the server itself; what goes wrong is logged. */
export function changeAsServer<T extends KubeObject>(
  core: Core,
  type: ResourceType<T>,
  name: string,
  subresource: string,
  change: (copy: T) => void,
): void {
  const resource = core.registry.find(type.group, type.version, type.plural)!
  const transform = (current: KubeObject | undefined) => {
    const copy = deepClone(current!) as T
    change(copy)
    return copy
  }
  const target = { namespace: '', name, subresource }
  settle(core, update(core, serverContext(), resource, target, transform, { patched: true }))
}

/** Deletes an object as the server itself; what goes wrong is logged. */
export function deleteAsServer(
  core: Core,
  resource: ServedResource,
  { metadata: { name, namespace = '' } }: KubeObject,
): void {
  settle(core, remove(core, serverContext(), resource, { namespace, name }, {}))
}

/** Somebody else may be faster; what they did is followed in its turn. */
export function settle(core: Core, write: Promise<unknown>): void {
  write.catch((error: unknown) => {
    if (!isReason(error, 'NotFound', 'Conflict', 'AlreadyExists'))
      core.log.error('a write of the API server failed', { error })
  })
}
