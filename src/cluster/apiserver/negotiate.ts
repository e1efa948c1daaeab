import { notAcceptable } from '../apimachinery/errors.ts'

/** How a client wants an answer. */
export interface Negotiated {
  media: 'json' | 'yaml'
  as: 'object' | 'table' | 'partial'
}

/** Media types that the server writes, as messages list them. Differs: the real server also writes protobuf and CBOR. */
const WRITTEN = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']

const PLAIN: Negotiated = { media: 'json', as: 'object' }
const known = new Map<string, Negotiated | undefined>()

/**
 * The first acceptable form of the `Accept` header.
 * @param transformable whether the answer is of objects, which can also be given as a Table or as their metadata alone.
 * @throws StatusError NotAcceptable
 */
export function negotiate(accept: string | undefined, transformable: boolean): Negotiated {
  if (!accept) return PLAIN
  const key = `${transformable} ${accept}`
  let result = known.get(key)
  if (!result) {
    result = accept.split(',').flatMap((clause) => parseClause(clause, transformable) ?? [])[0]
    if (known.size > 1000) known.clear()
    known.set(key, result)
  }
  if (!result) throw notAcceptable(WRITTEN)
  return result
}

function parseClause(clause: string, transformable: boolean): Negotiated | undefined {
  const [type, ...parameters] = clause.split(';').map((part) => part.trim())
  const parameter = (name: string) => parameters.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1)
  const media = mediaOf(type ?? '')
  if (!media) return undefined
  const as = parameter('as')
  if (!as) return { media, as: 'object' }
  if (!transformable || parameter('g') !== 'meta.k8s.io') return undefined
  if (as === 'Table') return { media, as: 'table' }
  return as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList' ? { media, as: 'partial' } : undefined
}

function mediaOf(type: string): 'json' | 'yaml' | undefined {
  if (type === 'application/json' || type === '*/*' || type === 'application/*') return 'json'
  return type === 'application/yaml' ? 'yaml' : undefined
}
