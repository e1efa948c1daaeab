import { internalError, methodNotAllowed, pageNotFound, StatusError, unauthorized } from '../apimachinery/errors.ts'
import type { UserInfo } from '../client/client.ts'
import type { Authenticator } from './authn/authenticator.ts'
import { ANONYMOUS, bearerToken } from './authn/authenticator.ts'
import { InvalidatedTokenError } from './authn/service-account-tokens.ts'
import { impersonate } from './authn/impersonation.ts'
import type { Authorizer } from './authz/authorizer.ts'
import { forbiddenBy } from './authz/authorizer.ts'
import type { Core } from './core.ts'
import type { Flow, FlowControl } from './flow/flow-control.ts'
import type { ApiRequest, ApiResponse } from './http.ts'
import { plainResponse, statusResponse } from './respond.ts'
import { parseQuery } from './query-values.ts'
import { parseRequestInfo, type RequestInfo } from './request-info.ts'
import type { RequestMetrics } from './request-metrics.ts'
import type { NonResourceHandler } from './non-resource.ts'
import { serveResource } from './serve-resource.ts'
import type { ConnectHandlers } from './subresources/connect.ts'

export interface ApiServerOptions {
  core: Core
  /** Asked in order; the first that knows the credentials wins. */
  authenticators: readonly Authenticator[]
  authorizer: Authorizer
  /** Discovery, OpenAPI, health, version, …: by longest matching path. */
  nonResource: NonResourceHandler
  /** exec, logs, proxies: what reaches into nodes and pods. */
  connect: ConnectHandlers
  /** Groups and versions that other servers serve (APIService). `undefined` when this server serves the path itself. */
  aggregate(request: ApiRequest, user: UserInfo): Promise<ApiResponse> | undefined
  metrics: RequestMetrics
  flows: FlowControl
}

interface ParsedRequest {
  request: ApiRequest
  query: URLSearchParams
  info: RequestInfo
}

/** The Kubernetes API, from a request to its answer: authentication, impersonation, a seat, authorization, then the resource or path. */
export class ApiServer {
  readonly core: Core
  readonly #options: ApiServerOptions

  constructor(options: ApiServerOptions) {
    this.core = options.core
    this.#options = options
  }

  /** Never rejects: every failure is an answer. */
  async handle(request: ApiRequest): Promise<ApiResponse> {
    const auditId = request.headers['audit-id'] ?? this.core.ids.uuid()
    let response: ApiResponse
    let flow: Flow | undefined
    const query = parseQuery(request.query)
    const info = parseRequestInfo(request.method, request.path, query)
    const begunMs = this.core.clock.now()
    try {
      const user = await impersonate(request, await this.#authenticate(request), this.#options.authorizer)
      flow = this.#options.flows.enter(user, info)
      response = flow.rejected ? tooManyAtOnce() : await this.#serve({ request, query, info }, user)
    } catch (error) {
      response = statusResponse(this.#toStatusError(error, request), request)
    }
    flow?.leave()
    response.headers['audit-id'] = auditId
    response.headers['cache-control'] ??= 'no-cache, private'
    Object.assign(response.headers, flow?.headers)
    this.#options.metrics.record(request, info, response.status, (this.core.clock.now() - begunMs) / 1000)
    return response
  }

  async #serve({ request, query, info }: ParsedRequest, user: UserInfo): Promise<ApiResponse> {
    const { core, authorizer, nonResource, connect, aggregate } = { ...this.#options }
    const access = info.isResource
      ? {
          verb: info.verb,
          group: info.group,
          version: info.version,
          resource: info.resource,
          subresource: info.subresource,
          name: info.name,
          namespace: info.namespace,
          fieldSelector: query.get('fieldSelector') ?? '',
        }
      : { verb: info.verb, path: request.path }
    const decision = await authorizer(user, access)
    if (!decision.allowed) throw forbiddenBy(user, access, decision)
    const aggregated = aggregate(request, user)
    if (aggregated) return aggregated
    if (!info.isResource || request.path.startsWith('//')) return nonResource(request, query, user)
    const resource = core.registry.find(info.group, info.version, info.resource)
    if (!resource) {
      if (!core.registry.isBuiltIn(info.group)) return plainNotFound()
      throw pageNotFound()
    }
    if (!METHODS.has(request.method)) throw methodNotAllowed()
    return serveResource(core, connect, { request, query, info, user, resource })
  }

  async #authenticate(request: ApiRequest): Promise<UserInfo> {
    if (request.user) return request.user
    for (const authenticate of this.#options.authenticators) {
      const user = await authenticate(request)
      if (user) return user
    }
    // Wrong credentials are refused; none at all is somebody, too.
    if (bearerToken(request) !== undefined) throw unauthorized()
    return ANONYMOUS
  }

  #toStatusError(error: unknown, request: ApiRequest): StatusError {
    if (error instanceof StatusError) return error
    if (error instanceof InvalidatedTokenError) return unauthorized()
    this.core.log.error(`${request.method} ${request.path} failed`, { error })
    return internalError(error instanceof Error ? error.message : String(error))
  }
}

/** What the server says of groups and versions that nobody serves. */
function plainNotFound(): ApiResponse {
  return plainResponse(404, '404 page not found\n')
}

/** The refusal of a priority level that is full. */
function tooManyAtOnce(): ApiResponse {
  const response = plainResponse(429, 'Too many requests, please try again later.\n')
  response.headers['retry-after'] = '1'
  return response
}

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
