import type { Core } from '../core.ts'
import { groupsOf } from '../discovery/discovery.ts'
import type { ApiRequest, ApiResponse } from '../http.ts'
import { isPretty, textResponse } from '../respond.ts'
import { loadDescriptions, type Describe } from './descriptions.ts'
import { operationsOf } from './operations.ts'
import { schemasFor } from './schemas.ts'
import { toSwagger } from './swagger.ts'
import { swaggerToProtobuf } from './swagger-protobuf.ts'

/** Answers `/openapi/v3`, `/openapi/v3/…` and `/openapi/v2`, or `undefined` when there is nothing there. */
export type OpenApi = (path: string, request: ApiRequest, query: URLSearchParams) => Promise<ApiResponse | undefined>

const JSON_TYPE = 'application/json'
/** The one document of version 2, among those of version 3. */
const V2 = '/openapi/v2'
const V2_PROTOBUF = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf'

/**
 * Only the hashes are kept, until the API changes: clients keep the documents themselves under these, so that each is asked for
 * once, and those with descriptions are large.
 */
export function createOpenApi(core: Core): OpenApi {
  let generation = -1
  let hashes = new Map<string, string | undefined>()
  /** Descriptions never change while the API stays, so that the hash does without them. */
  const hash = (path: string): string | undefined => {
    if (core.registry.generation !== generation) {
      generation = core.registry.generation
      hashes = new Map()
    }
    if (!hashes.has(path)) {
      const value = documentAt(core, path)
      hashes.set(path, value && hashOf(JSON.stringify(value)))
    }
    return hashes.get(path)
  }

  return async (path, request, query) => {
    if (path === '/openapi/v3') {
      const entries = allPaths(core).map((at) => [at, { serverRelativeURL: `/openapi/v3/${at}?hash=${hash(at)!}` }])
      const response = textResponse(JSON.stringify({ paths: Object.fromEntries(entries) }), {
        pretty: isPretty(request),
      })
      response.headers['content-type'] = 'text/plain; charset=utf-8'
      return response
    }
    const at = path === V2 ? V2 : path.slice('/openapi/v3/'.length)
    const known = hash(at)
    if (!known) return undefined
    const protobuf = at === V2 && wantsProtobuf(request)
    const headers = headersOf(known, protobuf ? V2_PROTOBUF : JSON_TYPE, query)
    if (request.headers['if-none-match'] === headers.etag) return { status: 304, headers, body: '' }
    const describe = await loadDescriptions()
    const body = protobuf ? swaggerToProtobuf(swagger(core, describe)) : JSON.stringify(documentAt(core, at, describe))
    return { status: 200, headers, body }
  }
}

/** Old clients name the type with an `@`, which is no legal sign in it. */
function wantsProtobuf({ headers }: ApiRequest): boolean {
  return headers.accept?.replace('@', '.').includes(V2_PROTOBUF) ?? false
}

function headersOf(hash: string, contentType: string, query: URLSearchParams): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': contentType, etag: `"${hash}"`, vary: 'Accept' }
  if (query.get('hash')?.toUpperCase() === hash) {
    // A document under its own hash never changes.
    headers['cache-control'] = 'public, immutable'
    headers.expires = 'Thu, 31 Dec 2099 23:59:59 GMT'
  }
  return headers
}

const META_PATHS = ['.well-known/openid-configuration', 'api', 'apis', 'openid/v1/jwks', 'version']

function allPaths(core: Core): string[] {
  const paths = [...META_PATHS]
  for (const { group, versions } of groupsOf(core)) {
    if (group !== '') paths.push(`apis/${group}`)
    for (const version of versions) paths.push(group === '' ? `api/${version}` : `apis/${group}/${version}`)
  }
  return paths.sort()
}

function documentAt(core: Core, path: string, describe?: Describe): Record<string, unknown> | undefined {
  return path === V2 ? swagger(core, describe) : openApiV3(core, path, describe)
}

const INFO = { title: 'Kubernetes', version: '1.35' }
const SECURITY = { securitySchemes: { BearerToken: { in: 'header', name: 'authorization', type: 'apiKey' } } }

function openApiV3(core: Core, path: string, describe?: Describe): Record<string, unknown> | undefined {
  if (!allPaths(core).includes(path)) return undefined
  const [root, group = '', version] = path.startsWith('api/') ? ['api', '', path.slice(4)] : path.split('/')
  if (!version || (root !== 'api' && root !== 'apis')) {
    const schema = { content: { 'application/json': { schema: { type: 'object' } } } }
    const paths = { [`/${path}/`]: { get: { responses: { 200: schema, 401: {} }, tags: [path] } } }
    return { components: SECURITY, info: INFO, openapi: '3.0.0', paths }
  }
  const resources = [...core.registry.all()].filter(({ type }) => type.group === group && type.version === version)
  const paths = operationsOf(group, version, resources)
  return {
    components: { schemas: schemasFor(core, resources, paths, describe), ...SECURITY },
    info: INFO,
    openapi: '3.0.0',
    paths,
  }
}

/** The document of old clients: all groups in one, in Swagger 2.0. */
function swagger(core: Core, describe?: Describe) {
  const definitions = toSwagger(schemasFor(core, [...core.registry.all()], {}, describe))
  return { swagger: '2.0', info: INFO, paths: {}, definitions }
}

/** 128 digits that change when the text does, in the upper-case hexadecimal of the real server's hashes. */
function hashOf(text: string): string {
  const words = [1, 2, 3, 4].map((seed) => {
    let value = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)
    for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
    return value >>> 0
  })
  // Four words tell documents apart; the others only bring the hash to its usual length.
  for (let i = 4; i < 16; i++) words.push(Math.imul(words[i - 4]! ^ words[i - 1]!, 0x85ebca6b) >>> 0)
  return words
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('')
    .toUpperCase()
}
