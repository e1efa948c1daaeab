import type { Clock, Ids, Log } from '#base'
import type { Definitions } from '../apimachinery/schema.ts'
import type { Draft, KubeObject } from '../apimachinery/object.ts'
import type { UserInfo } from '../client/client.ts'
import type { Store, WriteOrigin } from '../etcd/store.ts'
import type { AdmissionContext, AdmissionPlugin } from './admission/admission.ts'
import type { RemoteGroups } from './aggregation/remote-groups.ts'
import type { Allocator } from './allocators/allocator.ts'
import type { ApiResponse } from './http.ts'
import type { ResourceRegistry, ServedResource } from './served-resource.ts'
import type { ResourceRequest } from './resource-request.ts'

/** What every operation of the API server works with. */
export interface Core {
  store: Store
  registry: ResourceRegistry
  /** Groups and versions that other servers serve. */
  remoteGroups: RemoteGroups
  definitions: Definitions
  clock: Clock
  ids: Ids
  log: Log
  admission: readonly AdmissionPlugin[]
  /** By the kind's prefix in the store. */
  allocators: Readonly<Record<string, Allocator>>
  admissionContext: AdmissionContext
  /** Subresources that are more than a view, and kinds that are not stored, by `plural/subresource` or `plural`. */
  handlers: Readonly<Record<string, SubresourceHandler>>
}

/** One request's circumstances, the same for calls over the wire and in process. */
export interface RequestContext {
  user: UserInfo
  origin: WriteOrigin
  dryRun: boolean
  /** Who owns the fields that this request writes. */
  fieldManager: string
  fieldValidation: 'Strict' | 'Warn' | 'Ignore'
  /** The options that the client sent, as admission shows them: `fieldManager`, `fieldValidation`, `dryRun`. */
  sentOptions?: Readonly<Record<string, unknown>>
  /** Texts for the `Warning` headers of the answer. */
  warnings: string[]
}

/**
 * Builds what is to be stored from what is stored now, both in the served version; a private copy.
 * Called again when another write came in between.
 */
export type Transform = (current: KubeObject | undefined) => KubeObject | Promise<KubeObject>

/** The object whose subresource is meant; `name` is `''` for kinds that are only posted. */
export interface SubresourceTarget {
  resource: ServedResource
  namespace: string
  name: string
}

/**
 * A subresource that is more than a view of its object, or a kind that is not stored.
 * `get`, `create` and `update` serve in-process clients; `serve` serves the wire, and defaults to them.
 */
export interface SubresourceHandler {
  /** Versions of the body that are read besides the one of the discovery. */
  alsoRead?: readonly string[]
  get?(core: Core, target: SubresourceTarget): KubeObject | Promise<KubeObject>
  create?(core: Core, context: RequestContext, target: SubresourceTarget, body: Draft): Promise<KubeObject>
  update?(core: Core, context: RequestContext, target: SubresourceTarget, transform: Transform): Promise<KubeObject>
  serve?(core: Core, context: RequestContext, call: ResourceRequest): Promise<ApiResponse> | ApiResponse
}
