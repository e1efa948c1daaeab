import type { UserInfo } from '../client/client.ts'
import type { ApiRequest } from './http.ts'
import type { RequestInfo } from './request-info.ts'
import type { ServedResource } from './served-resource.ts'

/** One request for a resource, parsed, authenticated and authorized. */
export interface ResourceRequest {
  request: ApiRequest
  query: URLSearchParams
  info: RequestInfo
  user: UserInfo
  resource: ServedResource
}
