import { methodNotAllowed, notAcceptable, notRepresentable, pageNotFound } from '../apimachinery/errors.ts'
import type { UserInfo } from '../client/client.ts'
import type { Core } from './core.ts'
import { createDiscovery } from './discovery/discovery.ts'
import { health, healthPaths } from './health.ts'
import type { ApiRequest, ApiResponse } from './http.ts'
import { accepts, negotiate, WRITTEN } from './negotiate.ts'
import { createOpenApi } from './openapi/openapi.ts'
import type { RequestMetrics } from './request-metrics.ts'
import { isPretty, plainResponse, textResponse } from './respond.ts'

/** Serves a path that is no resource. */
export type NonResourceHandler = (
  request: ApiRequest,
  query: URLSearchParams,
  user: UserInfo,
) => Promise<ApiResponse> | ApiResponse

/** What `/version` says. */
export const VERSION = {
  major: '1',
  minor: '35',
  emulationMajor: '1',
  emulationMinor: '35',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '34',
  gitVersion: 'v1.35.4',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'go1.25.8',
  compiler: 'gc',
  platform: 'linux/amd64',
}

// These do not look at the method.
const ANY_METHOD = /^\/($|index\.html$|apis$|openapi\/v[23]$|(healthz|livez|readyz)(\/|$))/

export interface NonResourceOptions {
  core: Core
  /** The OIDC documents of the service account issuer. */
  issuer: { configuration(): unknown; keys(): Promise<unknown> }
  metrics: RequestMetrics
  /** What the server calls itself, where it is not `VERSION`. */
  gitVersion?: (() => string | undefined) | undefined
}

/** Version, health, discovery, OpenAPI and the issuer's documents. */
export function createNonResourceHandler({
  core,
  issuer,
  metrics,
  gitVersion,
}: NonResourceOptions): NonResourceHandler {
  const discovery = createDiscovery(core)
  const openApi = createOpenApi(core)
  return async (request, query) => {
    const path = request.path.length > 1 ? request.path.replace(/\/$/, '') : request.path
    if (/^\/apis?\/.*\/\//.test(path) || /^\/apis?\/\//.test(path)) throw pageNotFound()
    const answer = path.includes('//') ? undefined : await route(path)
    if (!answer) return plainResponse(404, '404 page not found\n')
    if (!ANY_METHOD.test(path) && request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed()
    return answer

    async function route(at: string): Promise<ApiResponse | undefined> {
      if (at === '/' || at === '/index.html') return json({ paths: paths(core) }, true)
      if (at === '/version')
        return of('application/json', () => json(versionNamed(gitVersion?.() ?? VERSION.gitVersion), true))
      if (/^\/(healthz|livez|readyz)(\/|$)/.test(at)) return health(at, query)
      if (at === '/api' || at === '/apis' || at.startsWith('/api/') || at.startsWith('/apis/')) {
        const text = discovery(at, request.headers.accept)
        if (!text && at.startsWith('/apis/') && !core.registry.isBuiltIn(at.split('/')[2]!)) return undefined
        if (text === undefined) throw pageNotFound()
        return inWantedForm(text, request)
      }
      if (at.startsWith('/openapi/')) {
        const document = await openApi(at, request, query)
        return document ?? (at.startsWith('/openapi/v3/') ? { status: 404, headers: {} } : undefined)
      }
      if (at === '/.well-known/openid-configuration') return cached(json(issuer.configuration()))
      if (at === '/openid/v1/jwks' && request.method !== 'GET') throw methodNotAllowed()
      if (at === '/openid/v1/jwks') {
        const keys = await issuer.keys()
        return of(KEY_SET, () => {
          const response = json(keys)
          response.headers['content-type'] = KEY_SET
          return cached(response)
        })
      }
      if (at === '/metrics')
        return {
          status: 200,
          headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
          body: `${[...metrics.lines(), ...storageMetrics(core)].join('\n')}\n`,
        }
      return undefined
    }

    /** An answer of one media type only. @throws StatusError NotAcceptable */
    function of(media: string, make: () => ApiResponse): ApiResponse {
      if (!accepts(request.headers.accept, media)) throw notRepresentable([media])
      return make()
    }

    function json(value: unknown, indented = isPretty(request)): ApiResponse {
      return textResponse(JSON.stringify(value), { pretty: indented })
    }
  }
}

const KEY_SET = 'application/jwk-set+json'

/** Discovery speaks YAML as well; its aggregated form only where it is asked for. @throws StatusError NotAcceptable */
function inWantedForm(document: ApiResponse, request: ApiRequest): ApiResponse {
  if (document.headers['content-type'] !== 'application/json') return document
  const { accept } = request.headers
  const plain = accept?.split(',').filter((clause) => !/;\s*as=/.test(clause))
  if (plain?.length === 0) throw notAcceptable(WRITTEN)
  const { media } = negotiate(plain?.join(','), 'object')
  return media === 'yaml' ? textResponse(document.body as string, { yaml: true }) : document
}

/** The issuer's documents change when its keys do. */
function cached(response: ApiResponse): ApiResponse {
  response.headers['cache-control'] = 'public, max-age=3600'
  return response
}

function paths(core: Core): string[] {
  const all = new Set([
    '/.well-known/openid-configuration',
    '/api',
    '/apis',
    '/apis/',
    ...healthPaths(),
    '/metrics',
    '/metrics/slis',
    '/openapi/v2',
    '/openapi/v3',
    '/openapi/v3/',
    '/openid/v1/jwks',
    '/version',
  ])
  for (const { type } of core.registry.all()) {
    if (type.group === '') all.add(`/api/${type.version}`)
    else all.add(`/apis/${type.group}`).add(`/apis/${type.group}/${type.version}`)
  }
  return [...all].sort()
}

function storageMetrics(core: Core): string[] {
  const stored = [...core.registry.all()].filter(({ verbs }) => verbs.has('watch'))
  return [
    '# HELP apiserver_resource_objects [ALPHA] Number of stored objects at the time of last check split by kind. In case of a fetching error, the value will be -1.',
    '# TYPE apiserver_resource_objects gauge',
    ...stored.map(
      ({ type, storagePrefix }) =>
        `apiserver_resource_objects{group="${type.group}",resource="${type.plural}"} ${core.store.count(storagePrefix)}`,
    ),
    '# HELP apiserver_storage_objects [STABLE] Number of stored objects at the time of last check split by kind.',
    '# TYPE apiserver_storage_objects gauge',
    ...stored.map(({ type, storagePrefix }) => {
      const name = type.group ? `${type.plural}.${type.group}` : type.plural
      return `apiserver_storage_objects{resource="${name}"} ${core.store.count(storagePrefix)}`
    }),
  ]
}

/** Differs: whatever version the server calls itself, it behaves as the one of `VERSION`. */
function versionNamed(gitVersion: string): typeof VERSION {
  const [, major = VERSION.major, minor = VERSION.minor] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? []
  const minCompatibilityMinor = String(Number(minor) - 1)
  return { ...VERSION, major, minor, emulationMajor: major, emulationMinor: minor, minCompatibilityMinor, gitVersion }
}
