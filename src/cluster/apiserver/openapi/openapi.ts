import type { Core } from '../core.ts'
import { groupsOf } from '../discovery/discovery.ts'
import type { ApiRequest, ApiResponse } from '../http.ts'
import { isPretty, textResponse } from '../respond.ts'
import { operationsOf } from './operations.ts'
import { schemasFor } from './schemas.ts'
import { toSwagger } from './swagger.ts'
import { swaggerToProtobuf } from './swagger-protobuf.ts'

/** Answers `/openapi/v3`, `/openapi/v3/…` and `/openapi/v2`, or `undefined` when there is nothing there. */
export type OpenApi = (path: string, request: ApiRequest, query: URLSearchParams) => ApiResponse | undefined

interface Document {
  body: string | Uint8Array
  hash: string
  contentType: string
}

const JSON_TYPE = 'application/json'
const V2_PROTOBUF = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf'

/** Documents are made when they are first asked for, and again after the API has changed. */
export function createOpenApi(core: Core): OpenApi {
  let generation = -1
  let documents = new Map<string, Document | undefined>()
  const document = (path: string): Document | undefined => {
    if (core.registry.generation !== generation) {
      generation = core.registry.generation
      documents = new Map()
    }
    if (!documents.has(path)) documents.set(path, build(core, path))
    return documents.get(path)
  }

  return (path, request, query) => {
    if (path === '/openapi/v3') {
      const entries = allPaths(core).map((at) => [
        at,
        { serverRelativeURL: `/openapi/v3/${at}?hash=${document(at)!.hash}` },
      ])
      const response = textResponse(JSON.stringify({ paths: Object.fromEntries(entries) }), {
        pretty: isPretty(request),
      })
      response.headers['content-type'] = 'text/plain; charset=utf-8'
      return response
    }
    if (path === '/openapi/v2') return serve(document(wantsProtobuf(request) ? V2_PROTOBUF : 'v2')!, request, query)
    const found = document(path.slice('/openapi/v3/'.length))
    return found && serve(found, request, query)
  }
}

/** Old clients name the type with an `@`, which is no legal sign in it. */
function wantsProtobuf({ headers }: ApiRequest): boolean {
  return headers.accept?.replace('@', '.').includes(V2_PROTOBUF) ?? false
}

function serve({ body, hash, contentType }: Document, request: ApiRequest, query: URLSearchParams): ApiResponse {
  const etag = `"${hash}"`
  const headers: Record<string, string> = { 'content-type': contentType, etag, vary: 'Accept' }
  if (query.get('hash')?.toUpperCase() === hash) {
    // A document under its own hash never changes.
    headers['cache-control'] = 'public, immutable'
    headers.expires = 'Thu, 31 Dec 2099 23:59:59 GMT'
  }
  if (request.headers['if-none-match'] === etag) return { status: 304, headers, body: '' }
  return { status: 200, headers, body }
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

function build(core: Core, path: string): Document | undefined {
  const value = path === 'v2' || path === V2_PROTOBUF ? swagger(core) : openApiV3(core, path)
  if (!value) return undefined
  const text = JSON.stringify(value)
  const hash = hashOf(text)
  if (path === V2_PROTOBUF)
    return { body: swaggerToProtobuf(value as ReturnType<typeof swagger>), hash, contentType: V2_PROTOBUF }
  return { body: text, hash, contentType: JSON_TYPE }
}

const INFO = { title: 'Kubernetes', version: '1.35' }
const SECURITY = { securitySchemes: { BearerToken: { in: 'header', name: 'authorization', type: 'apiKey' } } }

function openApiV3(core: Core, path: string): Record<string, unknown> | undefined {
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
    components: { schemas: schemasFor(core, resources, paths), ...SECURITY },
    info: INFO,
    openapi: '3.0.0',
    paths,
  }
}

/** The document of old clients: all groups in one, in Swagger 2.0. */
function swagger(core: Core) {
  const definitions = toSwagger(schemasFor(core, [...core.registry.all()], {}))
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
