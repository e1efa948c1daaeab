import { deepClone } from '../apimachinery/deep.ts'
import { StatusError } from '../apimachinery/errors.ts'
import type { Draft, Json, KubeObject, ObjectList, ResourceType } from '../apimachinery/object.ts'
import type {
  Cause,
  Client,
  DeleteOptions,
  ListOptions,
  PatchOptions,
  GetOptions,
  UserInfo,
  WatchEvent,
  WatchOptions,
  WriteOptions,
} from '../client/client.ts'
import type { Authorizer } from './authz/authorizer.ts'
import { forbiddenBy } from './authz/authorizer.ts'
import { completeObject } from './body.ts'
import type { Core, RequestContext } from './core.ts'
import { create } from './operations/create.ts'
import { remove } from './operations/delete.ts'
import { list } from './operations/list.ts'
import { applyPatch } from './operations/patch.ts'
import { toPatchRequest } from './operations/patch-request.ts'
import { read, shown } from './operations/read.ts'
import { update } from './operations/update.ts'
import { watch } from './operations/watch.ts'
import type { ServedResource } from './served-resource.ts'
import { findHandler } from './subresources/find-handler.ts'

export interface InProcessClientOptions {
  core: Core
  authorizer: Authorizer
  user: UserInfo
  /** The component's name: its `User-Agent` and the manager of the fields that it writes. */
  component: string
  cause?: Cause
}

// Components read with watches that last as long as they run.
const NO_TIMEOUT_MS = 0x7fff_ffff

/** A client of the API server in the same process: the same authorization, admission, validation and watches as over the wire, without bytes. */
export function createInProcessClient(options: InProcessClientOptions): Client {
  return new InProcessClient(options)
}

class InProcessClient implements Client {
  readonly user: UserInfo
  readonly #options: InProcessClientOptions

  constructor(options: InProcessClientOptions) {
    this.#options = options
    this.user = options.user
  }

  async get<T extends KubeObject>(
    type: ResourceType<T>,
    name: string,
    { namespace = '', subresource = '' }: GetOptions = {},
  ): Promise<T> {
    const resource = this.#resource(type)
    await this.#authorize('get', type, { namespace, name, subresource })
    const { core } = this.#options
    const handler = subresource ? findHandler(core, type.plural, subresource) : undefined
    if (handler?.get) return (await handler.get(core, { resource, namespace, name })) as T
    return (await shown(resource, read(core, resource, namespace, name))) as T
  }

  async list<T extends KubeObject>(type: ResourceType<T>, options: ListOptions = {}): Promise<ObjectList<T>> {
    const resource = this.#resource(type)
    await this.#authorize('list', type, options)
    const { items, ...metadata } = await list(this.#options.core, resource, {
      ...options,
      namespace: options.namespace ?? '',
    })
    return { kind: `${type.kind}List`, apiVersion: resource.apiVersion, metadata, items: items as T[] }
  }

  async *watch<T extends KubeObject>(type: ResourceType<T>, options: WatchOptions): AsyncIterable<WatchEvent<T>> {
    await this.#authorize('watch', type, options)
    const events = watch(this.#options.core, this.#resource(type), {
      ...options,
      namespace: options.namespace ?? '',
      timeoutMs: NO_TIMEOUT_MS,
    })
    for await (const { type: kind, object } of events) {
      if (kind === 'ERROR') throw errorOf(object)
      yield { type: kind, object: object as T }
    }
  }

  async create<T extends KubeObject>(type: ResourceType<T>, object: Draft<T>, options: WriteOptions = {}): Promise<T> {
    const { core } = this.#options
    const resource = this.#resource(type)
    const namespace = options.namespace ?? object.metadata.namespace ?? ''
    await this.#authorize('create', type, { namespace, name: '' })
    const reviewed = findHandler(core, type.plural, '')?.create
    if (reviewed) return (await reviewed(core, this.#context(options), { resource, namespace, name: '' }, object)) as T
    const draft = completeObject(resource, object)
    return (await create(core, this.#context(options), resource, namespace, draft)) as T
  }

  async update<T extends KubeObject>(type: ResourceType<T>, object: T, options: WriteOptions = {}): Promise<T> {
    const { core } = this.#options
    const resource = this.#resource(type)
    const { name, namespace = '' } = object.metadata
    const { subresource = '' } = options
    await this.#authorize('update', type, { namespace, name, subresource })
    const special = subresource ? findHandler(core, type.plural, subresource)?.update : undefined
    if (special)
      return (await special(core, this.#context(options), { resource, namespace, name }, () => deepClone(object))) as T
    const result = await update(core, this.#context(options), resource, { namespace, name, subresource }, () =>
      completeObject(resource, object),
    )
    return result.object as T
  }

  async patch<T extends KubeObject>(
    type: ResourceType<T>,
    name: string,
    patch: Json,
    options: PatchOptions,
  ): Promise<T> {
    const { core } = this.#options
    const { namespace = '', subresource = '', force = false } = options
    await this.#authorize('patch', type, { namespace, name, subresource })
    const target = { namespace, name, subresource }
    const request = toPatchRequest(options.type, patch, force)
    return (await applyPatch(core, this.#context(options), this.#resource(type), target, request)).object as T
  }

  async delete<T extends KubeObject>(type: ResourceType<T>, name: string, options: DeleteOptions = {}): Promise<T> {
    const { namespace = '', ...sent } = options
    await this.#authorize('delete', type, { namespace, name })
    const deletion = await remove(
      this.#options.core,
      this.#context({}),
      this.#resource(type),
      { namespace, name },
      sent,
    )
    return deletion.object as T
  }

  async deleteCollection<T extends KubeObject>(
    type: ResourceType<T>,
    options: ListOptions & DeleteOptions = {},
  ): Promise<void> {
    await this.#authorize('deletecollection', type, options)
    const { core } = this.#options
    const resource = this.#resource(type)
    const { gracePeriodSeconds, propagationPolicy, preconditions, ...query } = options
    const sent = { gracePeriodSeconds, propagationPolicy, preconditions }
    const { items } = await list(core, resource, { ...query, namespace: query.namespace ?? '' })
    for (const { metadata } of items)
      await remove(
        core,
        this.#context({}),
        resource,
        { namespace: metadata.namespace ?? '', name: metadata.name },
        sent,
      )
  }

  async createSubresource<R extends KubeObject>(
    type: ResourceType,
    name: string,
    subresource: string,
    body: Draft,
    options: WriteOptions = {},
  ): Promise<R> {
    const resource = this.#resource(type)
    const namespace = options.namespace ?? ''
    await this.#authorize('create', type, { namespace, name, subresource })
    const handler = findHandler(this.#options.core, type.plural, subresource)?.create
    if (!handler) throw new Error(`${type.plural}/${subresource} takes no objects`)
    return (await handler(this.#options.core, this.#context(options), { resource, namespace, name }, body)) as R
  }

  because(cause: Cause | undefined): Client {
    const { cause: before, ...options } = this.#options
    const loop = cause?.loop ?? before?.loop
    return new InProcessClient({ ...options, cause: { ...cause, ...(loop !== undefined && { loop }) } })
  }

  #resource(type: ResourceType): ServedResource {
    const resource = this.#options.core.registry.find(type.group, type.version, type.plural)
    if (!resource) throw new StatusError(404, 'NotFound', 'the server could not find the requested resource', {})
    return resource
  }

  async #authorize(
    verb: string,
    { group, version, plural }: ResourceType,
    target: { namespace?: string; name?: string; subresource?: string; fieldSelector?: string },
  ): Promise<void> {
    // Components do long chains of requests, while clients of other processes wait to be heard.
    const pause = this.#options.core.clock.breathe()
    if (pause) await pause
    const { fieldSelector = '' } = target
    // A list or watch of one name is authorized as access to that name.
    const [, selected] = /(?:^|,)metadata\.name==?([^,]+)/.exec(fieldSelector) ?? []
    const access = { verb, group, version, resource: plural, ...(selected && { name: selected }), ...target }
    const decision = await this.#options.authorizer(this.user, access)
    if (!decision.allowed) throw forbiddenBy(this.user, access, decision)
  }

  #context({ dryRun = false, fieldManager }: WriteOptions): RequestContext {
    const { user, component, cause: { revision, loop } = {} } = this.#options
    return {
      user,
      origin: {
        actor: user.name,
        agent: component,
        ...(loop !== undefined && { loop }),
        ...(revision !== undefined && { cause: revision }),
      },
      dryRun,
      fieldManager: fieldManager ?? component,
      fieldValidation: 'Ignore',
      warnings: [],
    }
  }
}

function errorOf(object: KubeObject): StatusError {
  const {
    code = 500,
    reason = '',
    message = '',
  } = object as unknown as { code?: number; reason?: StatusError['reason']; message?: string }
  return new StatusError(code, reason, message)
}
