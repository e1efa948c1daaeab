import * as z from 'zod'
import { at } from './author-error.ts'
import { compileTemplate, type Fill } from './template.ts'

/** Whose eyes a check looks through. */
const as = z.enum(['learner', 'admin']).default('admin')

/** A named request of a task, as its author writes it. Text may hold `${CEL}` over the results of the sources before it. */
export const sourceSchema = z.union(
  [
    z.strictObject({
      /** A path of the Kubernetes API. */
      get: z.string().startsWith('/'),
      cluster: z.string().default('demo'),
      as,
    }),
    z.strictObject({
      /** `SERVICE ACTION`, as in `eks DescribeCluster`. */
      aws: z.string().regex(/^[a-z0-9-]+ [A-Z]\w+$/, 'a service and an action, such as "eks DescribeCluster"'),
      input: z.record(z.string(), z.json()).default({}),
      as,
    }),
    z.strictObject({
      /** A URL, asked for from the learner's workstation. */
      http: z.string().min(1),
    }),
  ],
  { error: 'a source has one of: get (a Kubernetes API path), aws ("SERVICE ACTION"), http (a URL)' },
)
export type SourceSpec = z.infer<typeof sourceSchema>

/** A request that is ready to be sent. */
export type SourceRequest =
  | { kind: 'kubernetes'; cluster: string; path: string; as: 'learner' | 'admin' }
  | { kind: 'aws'; service: string; action: string; input: Record<string, unknown>; as: 'learner' | 'admin' }
  | { kind: 'http'; url: string }

/** What came back. A refusal is a result; only a lab that cannot be asked is an exception. */
export interface SourceResult {
  ok: boolean
  /** HTTP status; 0 when there was nobody to ask, as with a cluster that does not exist. */
  status: number
  /** Kubernetes' reason or AWS' error code; empty when `ok`. */
  error: string
  /** JSON, or the text of an `http` source. For AWS the output as the SDKs shape it. */
  body: unknown
}

/** Sends one request into a learner's world. */
export type ReadSource = (request: SourceRequest) => Promise<SourceResult>

/** What a check saw: the results by the sources' names. */
export type Evidence = Record<string, SourceResult>

/** A compiled source. */
export interface Source {
  name: string
  spec: SourceSpec
  /** @throws when a template needs what earlier results do not have. */
  request(earlier: Evidence): SourceRequest
}

/** @throws AuthorError when a template is wrong or looks at a source that comes later. */
export function compileSources(specs: Readonly<Record<string, SourceSpec>>): Source[] {
  const names = Object.keys(specs)
  return Object.entries(specs).map(([name, spec], index) => ({
    name,
    spec,
    request: at(`source ${name}`, () => compileRequest(spec, names.slice(0, index))),
  }))
}

function compileRequest(spec: SourceSpec, earlier: string[]): (results: Evidence) => SourceRequest {
  if ('get' in spec) {
    const path = compileTemplate(spec.get, earlier)
    return (results) => ({ kind: 'kubernetes', cluster: spec.cluster, path: String(path(results)), as: spec.as })
  }
  if ('http' in spec) {
    const url = compileTemplate(spec.http, earlier)
    return (results) => ({ kind: 'http', url: String(url(results)) })
  }
  const [service, action] = spec.aws.split(' ') as [string, string]
  const input = compileTree(spec.input, earlier)
  return (results) => ({ kind: 'aws', service, action, input: input(results) as Record<string, unknown>, as: spec.as })
}

function compileTree(value: unknown, variables: readonly string[]): Fill {
  if (typeof value === 'string') return compileTemplate(value, variables)
  if (Array.isArray(value)) {
    const items = value.map((item) => compileTree(item, variables))
    return (values) => items.map((item) => item(values))
  }
  if (value === null || typeof value !== 'object') return () => value
  const fields = Object.entries(value).map(([key, item]) => [key, compileTree(item, variables)] as const)
  return (values) => Object.fromEntries(fields.map(([key, item]) => [key, item(values)]))
}

/** Asks all sources of a task in order. A source that needs what an earlier one did not find is not sent: its error is `NotAsked`. */
export async function readSources(sources: readonly Source[], read: ReadSource): Promise<Evidence> {
  const evidence: Evidence = {}
  for (const source of sources) {
    const request = requestOf(source, evidence)
    evidence[source.name] = request
      ? withoutNoise(await read(request))
      : { ok: false, status: 0, error: 'NotAsked', body: null }
  }
  return evidence
}

function requestOf(source: Source, evidence: Evidence): SourceRequest | undefined {
  try {
    return source.request(evidence)
  } catch {
    // The template looks into a result that is not there yet, as a load balancer's name.
    return undefined
  }
}

/** Bookkeeping that no check reads and that would make up most of a submission. */
function withoutNoise(result: SourceResult): SourceResult {
  const noise = new Set(['managedFields', 'kubectl.kubernetes.io/last-applied-configuration'])
  // The round trip also leaves out what JSON cannot hold, so that evidence is the same before and after it was stored.
  return JSON.parse(
    JSON.stringify(result, (key, value: unknown) => (noise.has(key) ? undefined : value)),
  ) as SourceResult
}
