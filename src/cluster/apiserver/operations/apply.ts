import { invalid, StatusError } from '../../apimachinery/errors.ts'
import { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { KubeObject } from '../../apimachinery/object.ts'
import type { Core, RequestContext } from '../core.ts'
import type { ServedResource } from '../served-resource.ts'
import type { UpdateTarget } from './update.ts'

/** A server-side apply. */
export interface ApplyRequest {
  type: 'apply'
  /** YAML, of which JSON is a part. */
  text: string
  /** Takes fields over from others. */
  force: boolean
}

/**
 * Server-side apply.
 * @throws StatusError Invalid without a field manager, Conflict for fields of others
 */
export function applyConfiguration(
  _core: Core,
  context: RequestContext,
  _resource: ServedResource,
  _target: UpdateTarget,
  _request: ApplyRequest,
): Promise<{ object: KubeObject; created: boolean }> {
  if (!context.explicitManager) {
    const errors = new FieldErrors('fieldManager')
    errors.required('is required for apply patch')
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', errors.list)
  }
  throw new StatusError(501, '', 'server-side apply is not supported')
}
