import type { KubeObject } from '../apimachinery/object.ts'
import type { Core, RequestContext } from './core.ts'
import type { ServedResource } from './served-resource.ts'

/** Records who owns the fields that this write changes, in `wanted.metadata.managedFields`. */
export function setManagedFields(
  _core: Core,
  _resource: ServedResource,
  _current: KubeObject | undefined,
  _wanted: KubeObject,
  _context: RequestContext,
  _subresource = '',
): void {}
