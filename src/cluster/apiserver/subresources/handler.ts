import type { Draft, KubeObject } from '../../apimachinery/object.ts'
import type { Core, RequestContext } from '../core.ts'
import type { ApiResponse } from '../http.ts'
import type { Transform } from '../operations/update.ts'
import type { ResourceRequest } from '../serve-resource.ts'
import type { ServedResource } from '../served-resource.ts'

/** The object whose subresource is meant; `name` is `''` for kinds that are only posted. */
export interface SubresourceTarget {
  resource: ServedResource
  namespace: string
  name: string
}

/**
 * A subresource that is more than a view of its object, or a kind that is not stored.
 * `get`, `create` and `update` serve in-process clients; `serve` serves the wire, and defaults to them.
 */
export interface SubresourceHandler {
  /** Versions of the body that are read besides the one of the discovery. */
  alsoRead?: readonly string[]
  get?(core: Core, target: SubresourceTarget): KubeObject
  create?(core: Core, context: RequestContext, target: SubresourceTarget, body: Draft): Promise<KubeObject>
  update?(core: Core, context: RequestContext, target: SubresourceTarget, transform: Transform): Promise<KubeObject>
  serve?(core: Core, context: RequestContext, call: ResourceRequest): Promise<ApiResponse> | ApiResponse
}
