import { notAcceptable, notRepresentable, type StatusError } from '../apimachinery/errors.ts'

/** How a client wants an answer. */
export interface Negotiated {
  media: 'json' | 'yaml'
  as: 'object' | 'table' | 'partial' | 'partial-list'
  /** The version of `meta.k8s.io` of tables and metadata. */
  version: 'v1' | 'v1beta1'
}

/** What kind of path answers: paths of built-in kinds are asked for media types before anybody looks at the request. */
export type Route = 'object' | 'list' | 'custom'

/** Media types that the server writes, as messages list them. Differs: the real server also writes protobuf and CBOR. */
export const WRITTEN = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']
/** The forms of a watch. */
export const STREAMED = ['application/json;stream=watch', 'application/vnd.kubernetes.protobuf;stream=watch']

const PLAIN: Negotiated = { media: 'json', as: 'object', version: 'v1' }
const known = new Map<string, Negotiated | StatusError>()

/**
 * The first acceptable form of the `Accept` header.
 * @throws StatusError NotAcceptable
 */
export function negotiate(accept: string | undefined, route: Route): Negotiated {
  if (!accept) return PLAIN
  const key = `${route} ${accept}`
  let result = known.get(key)
  if (!result) {
    if (known.size > 1000) known.clear()
    result = parse(accept, route)
    known.set(key, result)
  }
  if (result instanceof Error) throw result
  return result
}

/** Whether a client takes a path's only media type. */
export function accepts(accept: string | undefined, media: string): boolean {
  return !accept || accept.split(',').some((clause) => ['*/*', media].includes(parseClause(clause).type))
}

interface Clause {
  type: string
  parameters: ReadonlyMap<string, string>
}

function parse(accept: string, route: Route): Negotiated | StatusError {
  const clauses = accept.split(',').map(parseClause)
  const quality = ({ parameters }: Clause) => Number(parameters.get('q') ?? 1)
  const wanted = clauses.toSorted((a, b) => quality(b) - quality(a))
  if (route !== 'custom' && !wanted.some(({ type }) => type === '*/*' || WRITTEN.includes(type)))
    return notRepresentable(route === 'list' ? [...WRITTEN, ...STREAMED] : WRITTEN)
  for (const clause of wanted) {
    const form = formOf(clause)
    if (form) return form
  }
  return notAcceptable(WRITTEN)
}

function parseClause(clause: string): Clause {
  const [type = '', ...parameters] = clause.split(';').map((part) => part.trim())
  return {
    type: type.toLowerCase(),
    parameters: new Map(parameters.map((text) => text.split('=', 2) as [string, string])),
  }
}

const FORMS: Readonly<Record<string, Negotiated['as']>> = {
  Table: 'table',
  PartialObjectMetadata: 'partial',
  PartialObjectMetadataList: 'partial-list',
}

function formOf({ type, parameters }: Clause): Negotiated | undefined {
  const media = mediaOf(type)
  if (!media) return undefined
  const wanted = parameters.get('as')
  if (!wanted) return { ...PLAIN, media }
  const as = FORMS[wanted]
  const version = parameters.get('v')
  if (!as || parameters.get('g') !== 'meta.k8s.io' || (version !== 'v1' && version !== 'v1beta1')) return undefined
  return { media, as, version }
}

function mediaOf(type: string): 'json' | 'yaml' | undefined {
  if (type === 'application/json' || type === '*/*' || type === 'application/*') return 'json'
  return type === 'application/yaml' ? 'yaml' : undefined
}
