import type { Draft, Json, KubeObject, ObjectList, ResourceType } from '../apimachinery/object.ts'

/** Who calls, as the API server authenticated it. */
export interface UserInfo {
  name: string
  uid?: string
  groups: readonly string[]
  extra?: Readonly<Record<string, readonly string[]>>
  /** For whom the token was made, where one was used. */
  audiences?: readonly string[]
}

export interface ReadOptions {
  namespace?: string
}

export interface GetOptions extends ReadOptions {
  /** `scale`, whose object is of another kind than the resource's. */
  subresource?: string
}

export interface ListOptions extends ReadOptions {
  labelSelector?: string
  fieldSelector?: string
  limit?: number
  continue?: string
  resourceVersion?: string
}

export interface WatchOptions extends ReadOptions {
  labelSelector?: string
  fieldSelector?: string
  /** Events after this revision; from "now" with synthetic ADDED events when absent. */
  resourceVersion?: string
  allowBookmarks?: boolean
  signal: AbortSignal
}

export interface WriteOptions extends ReadOptions {
  subresource?: string
  dryRun?: boolean
  fieldManager?: string
}

export interface PatchOptions extends WriteOptions {
  type: 'json' | 'merge' | 'strategic' | 'apply'
  /** Server-side apply takes over fields of others. */
  force?: boolean
}

export interface DeleteOptions extends ReadOptions {
  gracePeriodSeconds?: number
  propagationPolicy?: 'Orphan' | 'Background' | 'Foreground'
  preconditions?: { uid?: string; resourceVersion?: string }
}

export interface WatchEvent<T extends KubeObject = KubeObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'
  object: T
}

/**
 * An API client, the only way of every component to the cluster: in process (`apiserver/in-process-client.ts`, with the pipeline of the wire)
 * or over HTTPS to any Kubernetes API server. Objects that come back are shared and must not be changed; copy what you change.
 *
 * All methods reject with `StatusError`.
 */
export interface Client {
  readonly user: UserInfo
  get<T extends KubeObject>(type: ResourceType<T>, name: string, options?: GetOptions): Promise<T>
  list<T extends KubeObject>(type: ResourceType<T>, options?: ListOptions): Promise<ObjectList<T>>
  /** Ends when the server closes it; rejects with reason `Expired` when the revision is gone. */
  watch<T extends KubeObject>(type: ResourceType<T>, options: WatchOptions): AsyncIterable<WatchEvent<T>>
  create<T extends KubeObject>(type: ResourceType<T>, object: Draft<T>, options?: WriteOptions): Promise<T>
  /** PUT; `object.metadata.resourceVersion` makes it conditional. `subresource: 'status'` writes the status. */
  update<T extends KubeObject>(type: ResourceType<T>, object: T, options?: WriteOptions): Promise<T>
  patch<T extends KubeObject>(type: ResourceType<T>, name: string, patch: Json, options: PatchOptions): Promise<T>
  /** Resolves with the object as it was deleted or marked. */
  delete<T extends KubeObject>(type: ResourceType<T>, name: string, options?: DeleteOptions): Promise<T>
  deleteCollection<T extends KubeObject>(type: ResourceType<T>, options?: ListOptions & DeleteOptions): Promise<void>
  /** POST to a subresource that takes another kind: `pods/binding`, `pods/eviction`, `serviceaccounts/token`. */
  createSubresource<R extends KubeObject>(
    type: ResourceType,
    name: string,
    subresource: string,
    body: Draft,
    options?: WriteOptions,
  ): Promise<R>
  /** A client whose writes record what made this component act; the loop that was said before stays when none is given. */
  because(cause: Cause | undefined): Client
}

/** What made a component write (see `WriteOrigin` in the store). */
export interface Cause {
  /** The revision that it reacted to; absent when time made it act. */
  revision?: number
  /** Which of the component's loops acted: the controller's name within kube-controller-manager. */
  loop?: string
}
