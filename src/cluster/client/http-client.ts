import { pageNotFound, serviceUnavailable, StatusError } from '../apimachinery/errors.ts'
import { apiVersionOf, type Draft, type Json, type KubeObject, type ObjectList } from '../apimachinery/object.ts'
import type { ResourceType } from '../apimachinery/object.ts'
import type {
  Client,
  DeleteOptions,
  GetOptions,
  ListOptions,
  PatchOptions,
  UserInfo,
  WatchEvent,
  WatchOptions,
  WriteOptions,
} from './client.ts'
import { pathOf } from './request-path.ts'
import { readLines } from './read-lines.ts'
import type { IncomingAnswer, OutgoingRequest, Transport } from './transport.ts'

export interface HttpClientOptions {
  transport: Transport
  /** Who acts. */
  user: UserInfo
  /** Whether the transport's credentials are somebody else's, who may act as the user. */
  impersonate?: boolean
  /** The component's name: its `User-Agent`, from which the server takes the manager of the fields that it writes. */
  component: string
}

const PATCH_TYPES: Readonly<Record<PatchOptions['type'], string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
}

/**
 * A client of any Kubernetes API server, over HTTP. It behaves as the one in process does, except that what made a component act stays untold:
 * the wire has no place for it.
 */
export function createHttpClient(options: HttpClientOptions): Client {
  return new HttpClient(options)
}

class HttpClient implements Client {
  readonly user: UserInfo
  readonly #options: HttpClientOptions
  readonly #headers: Readonly<Record<string, string | readonly string[]>>

  constructor(options: HttpClientOptions) {
    const { user, impersonate = false, component } = options
    this.#options = options
    this.user = user
    this.#headers = {
      accept: 'application/json',
      'user-agent': component,
      ...(impersonate && { 'impersonate-user': user.name, 'impersonate-group': user.groups }),
    }
  }

  get<T extends KubeObject>(type: ResourceType<T>, name: string, options: GetOptions = {}): Promise<T> {
    const { namespace, subresource } = options
    return this.#exchange('GET', pathOf(type, { namespace, name, subresource }))
  }

  async list<T extends KubeObject>(type: ResourceType<T>, options: ListOptions = {}): Promise<ObjectList<T>> {
    const { namespace, ...query } = options
    const { items, ...rest } = await this.#exchange<ObjectList<T>>('GET', pathOf(type, { namespace }, { ...query }))
    // The items of a list leave out what the list says already.
    const { kind } = type
    return { ...rest, items: items.map((item) => ({ ...item, kind, apiVersion: apiVersionOf(type) })) }
  }

  async *watch<T extends KubeObject>(type: ResourceType<T>, options: WatchOptions): AsyncIterable<WatchEvent<T>> {
    const { namespace, allowBookmarks, signal, ...query } = options
    const path = pathOf(type, { namespace }, { ...query, allowWatchBookmarks: allowBookmarks, watch: true })
    const answer = await this.#send({ method: 'GET', path, headers: this.#headers, signal })
    if (answer.status !== 200) throw await errorOf(answer)
    for await (const line of readLines(answer.chunks)) {
      const event = JSON.parse(line) as WatchEvent<T> | { type: 'ERROR'; object: unknown }
      if (event.type === 'ERROR') throw toError(event.object, 500)
      yield event
    }
  }

  create<T extends KubeObject>(type: ResourceType<T>, object: Draft<T>, options: WriteOptions = {}): Promise<T> {
    const { subresource, namespace = object.metadata.namespace } = options
    const path = pathOf(type, { namespace, subresource }, writeQuery(options))
    return this.#exchange('POST', path, complete(type, object))
  }

  update<T extends KubeObject>(type: ResourceType<T>, object: T, options: WriteOptions = {}): Promise<T> {
    const { namespace, name } = object.metadata
    const path = pathOf(type, { namespace, name, subresource: options.subresource }, writeQuery(options))
    return this.#exchange('PUT', path, complete(type, object))
  }

  patch<T extends KubeObject>(type: ResourceType<T>, name: string, patch: Json, options: PatchOptions): Promise<T> {
    const { namespace, subresource, force } = options
    const path = pathOf(type, { namespace, name, subresource }, { ...writeQuery(options), force })
    return this.#exchange('PATCH', path, patch, PATCH_TYPES[options.type])
  }

  async delete<T extends KubeObject>(type: ResourceType<T>, name: string, options: DeleteOptions = {}): Promise<T> {
    const { namespace, ...sent } = options
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', ...sent }
    const deleted = await this.#exchange<T>('DELETE', pathOf(type, { namespace, name }), body)
    if (deleted.kind !== 'Status') return deleted
    // Of what is gone at once the server tells the identity only.
    const { details } = deleted as unknown as { details?: { uid?: string } }
    const metadata = { name, ...(namespace && { namespace }), uid: details?.uid ?? '', resourceVersion: '' }
    return { kind: type.kind, apiVersion: apiVersionOf(type), metadata } as unknown as T
  }

  async deleteCollection<T extends KubeObject>(
    type: ResourceType<T>,
    options: ListOptions & DeleteOptions = {},
  ): Promise<void> {
    const { namespace, gracePeriodSeconds, propagationPolicy, preconditions, ...query } = options
    const body = {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }),
      ...(propagationPolicy && { propagationPolicy }),
      ...(preconditions && { preconditions }),
    }
    await this.#exchange('DELETE', pathOf(type, { namespace }, { ...query }), body)
  }

  createSubresource<R extends KubeObject>(
    type: ResourceType,
    name: string,
    subresource: string,
    body: Draft,
    options: WriteOptions = {},
  ): Promise<R> {
    const { namespace } = options
    return this.#exchange('POST', pathOf(type, { namespace, name, subresource }, writeQuery(options)), body)
  }

  because(): Client {
    return this
  }

  async #exchange<R>(method: string, path: string, body?: unknown, mediaType = 'application/json'): Promise<R> {
    const answer = await this.#send({
      method,
      path,
      headers: body === undefined ? this.#headers : { ...this.#headers, 'content-type': mediaType },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (answer.status >= 300) throw await errorOf(answer)
    return JSON.parse(await answer.text()) as R
  }

  async #send(request: OutgoingRequest): Promise<IncomingAnswer> {
    try {
      return await this.#options.transport(request)
    } catch (error) {
      throw serviceUnavailable(error instanceof Error ? error.message : String(error))
    }
  }
}

function complete<T extends KubeObject>(type: ResourceType<T>, object: Draft<T> | T): unknown {
  return { ...object, kind: object.kind ?? type.kind, apiVersion: object.apiVersion ?? apiVersionOf(type) }
}

function writeQuery({ dryRun, fieldManager }: WriteOptions): Record<string, string | undefined> {
  return { dryRun: dryRun ? 'All' : undefined, fieldManager }
}

async function errorOf(answer: IncomingAnswer): Promise<StatusError> {
  const text = await answer.text()
  try {
    return toError(JSON.parse(text), answer.status)
  } catch {
    // A path that the server does not know at all gets no Status.
    if (answer.status === 404) return pageNotFound()
    // Whoever answered was no API server: a proxy in between, perhaps.
    return new StatusError(answer.status, '', text.trim())
  }
}

/** The error that a Status tells of. */
function toError(status: unknown, code: number): StatusError {
  const { reason, message, details, ...rest } = status as Partial<
    Pick<StatusError, 'reason' | 'message' | 'details'>
  > & {
    code?: number
  }
  return new StatusError(rest.code ?? code, reason ?? '', message ?? '', details)
}
