import type { Clock, Ids, Log } from '#base'
import type { Definitions } from '../apimachinery/schema.ts'
import type { UserInfo } from '../client/client.ts'
import type { Store, WriteOrigin } from '../etcd/store.ts'
import type { AdmissionContext, AdmissionPlugin } from './admission/admission.ts'
import type { RemoteGroups } from './aggregation/remote-groups.ts'
import type { Allocator } from './allocators/allocator.ts'
import type { ResourceRegistry } from './served-resource.ts'
import type { SubresourceHandler } from './subresources/handler.ts'

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
  /** Whether the client named it, as server-side apply demands. */
  explicitManager: boolean
  fieldValidation: 'Strict' | 'Warn' | 'Ignore'
  /** The options that the client sent, as admission shows them: `fieldManager`, `fieldValidation`, `dryRun`. */
  sentOptions?: Readonly<Record<string, unknown>>
  /** Texts for the `Warning` headers of the answer. */
  warnings: string[]
}
