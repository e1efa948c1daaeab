import { sha256, toHex } from '#base'
import { images } from './index.ts'
import { buildImage } from './build-image.ts'
import type { Image, ImageDefinition } from './image.ts'
import { fullName, parseReference, type ImageReference } from './reference.ts'

/** Why a pull failed, in the words of containerd. */
export class PullError extends Error {
  override name = 'PullError'
  /** gRPC code. */
  readonly code: 'NotFound' | 'Unknown'

  constructor(code: 'NotFound' | 'Unknown', message: string) {
    super(message)
    this.code = code
  }
}

/** Credentials for registries: `kubernetes.io/dockerconfigjson` Secrets, or what the node itself has. */
export interface RegistryCredential {
  /** Host name of the registry. */
  registry: string
  username: string
  password: string
}

export interface PullOptions {
  credentials: readonly RegistryCredential[]
  /** EKS' containerd resolves names itself and says so; a plain one leaves it to its transfer service. */
  classic: boolean
}

/** Takes an image from its registry. @throws PullError */
export function pullImage(name: string, { credentials, classic }: PullOptions): Image {
  const reference = parseReference(name)
  if (!reference) throw new PullError('Unknown', `failed to parse image name "${name}": invalid reference format`)
  const full = fullName(reference)
  const subject = classic ? `failed to resolve reference "${full}"` : 'failed to resolve image'
  const failed = (code: 'NotFound' | 'Unknown', reason: string) =>
    new PullError(code, `failed to pull and unpack image "${full}": ${subject}: ${reason}`)
  const registry = reference.repository.split('/')[0]!
  const definition = findRepository(reference.repository)
  const credential = credentials.find((candidate) => candidate.registry === registry)
  if (isEcr(registry) && !credential && definition?.private !== false)
    throw failed(
      'Unknown',
      'pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
    )
  if (!definition && registry === 'docker.io')
    throw failed(
      'Unknown',
      'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    )
  if (!definition || !exists(definition, reference)) throw failed('NotFound', `${full}: not found`)
  return toImage(definition, reference)
}

/** The images of EKS itself are open to all accounts. */
function isEcr(registry: string): boolean {
  return /^\d{12}\.dkr\.ecr\./.test(registry) && !registry.startsWith('602401143452.')
}

function findRepository(repository: string): ImageDefinition | undefined {
  return images.find(({ repositories }) =>
    repositories.some((pattern) =>
      pattern.includes('*') ? wildcard(pattern).test(repository) : pattern === repository,
    ),
  )
}

const wildcard = (pattern: string) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[a-z0-9-]+')}$`)

function exists({ tags }: ImageDefinition, { tag, digest, repository }: ImageReference): boolean {
  if (digest) return Array.isArray(tags) && tags.some((candidate: string) => digestOf(repository, candidate) === digest)
  return typeof tags === 'function' ? tags(tag) : tags.includes(tag)
}

function toImage(definition: ImageDefinition, reference: ImageReference): Image {
  const { config, sizeBytes } = definition
  return {
    reference: fullName(reference),
    repository: reference.repository,
    digest: reference.digest ?? digestOf(reference.repository, reference.tag),
    sizeBytes,
    config: typeof config === 'function' ? config(reference.tag) : config,
    tree: buildImage(definition),
  }
}

/** The same for the same name, in every lab. It is no hash of the content, which nobody here can compare. */
function digestOf(repository: string, tag: string): string {
  return `sha256:${toHex(sha256(new TextEncoder().encode(`${repository}:${tag}`)))}`
}
