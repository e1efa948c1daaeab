/** A parsed image name. */
export interface ImageReference {
  /** With the registry: `docker.io/library/nginx`. */
  repository: string
  tag: string
  digest?: string
}

const DIGEST = /^sha256:[0-9a-f]{64}$/
const NAME = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/
const TAG = /^\w[\w.-]{0,127}$/

/** Reads a name as Docker does: `nginx` is `docker.io/library/nginx:latest`. `undefined` when it is no name. */
export function parseReference(text: string): ImageReference | undefined {
  const [name = '', digest] = text.split('@')
  if (digest !== undefined && !DIGEST.test(digest)) return undefined
  const slash = name.indexOf('/')
  const first = slash < 0 ? '' : name.slice(0, slash)
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost'
  const registry = hasRegistry ? first : 'docker.io'
  const rest = hasRegistry ? name.slice(slash + 1) : name
  const colon = rest.lastIndexOf(':')
  const path = colon < 0 ? rest : rest.slice(0, colon)
  const tag = colon < 0 ? 'latest' : rest.slice(colon + 1)
  if (!NAME.test(path) || !TAG.test(tag)) return undefined
  const library = registry === 'docker.io' && !path.includes('/') ? 'library/' : ''
  return { repository: `${registry}/${library}${path}`, tag, ...(digest && { digest }) }
}

/** What is wrong with a name that `parseReference` does not take. */
export function referenceProblem(text: string): string {
  const format = 'invalid reference format'
  const [registry, ...path] = text.split('@')[0]!.split('/')
  const isHost = path.length > 0 && /[.:A-Z]|^localhost$/.test(registry!)
  const repository = (isHost ? path.join('/') : text.split('@')[0]!).replace(/:[^/]*$/, '').replace(/:.*/, '')
  return /[A-Z]/.test(repository)
    ? `${format}: repository name (${isHost ? '' : 'library/'}${repository}) must be lowercase`
    : format
}

/** The full name: with registry, and with the digest or the tag. */
export function fullName({ repository, tag, digest }: ImageReference): string {
  return digest ? `${repository}@${digest}` : `${repository}:${tag}`
}
