import type { AnyObject, KubeObject, ResourceType } from '../../apimachinery/object.ts'
import type { UserInfo } from '../../client/client.ts'
import type { ServedResource } from '../served-resource.ts'

/** The type of an object in a version. */
export interface GroupVersionKind {
  group: string
  version: string
  kind: string
}

/** How a subresource shows its object to policies and webhooks: a Scale, an Eviction. */
export interface AdmissionView {
  kind: GroupVersionKind
  of(stored: AnyObject): KubeObject
  /** Carries what a webhook changed of the view over to the object; views without it cannot be changed. */
  change?(stored: AnyObject, shown: KubeObject): void
}

/** One write on its way to the store, as admission sees it. */
export interface AdmissionAttributes {
  operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT'
  resource: ServedResource
  /** `''` for the object itself. */
  subresource: string
  namespace: string
  name: string
  /** The object to be written, in the stored version; `mutate` may change it in place. Absent on DELETE. */
  object?: AnyObject
  /** What is stored now. Absent on CREATE. */
  oldObject?: AnyObject
  /** `PodExecOptions`, `DeleteOptions`, … as sent. */
  options?: Record<string, unknown>
  user: UserInfo
  dryRun: boolean
  /** Absent where the object is shown as it is. */
  view?: AdmissionView
  /** Set by a webhook that changed the object, so that the other plugins look at it once more. */
  changed?: boolean
  /** Texts for the `Warning` headers of the answer. */
  warnings: string[]
}

/** What plugins may read. Reads are of the store, so they see every acknowledged write. */
export interface AdmissionContext {
  /** Milliseconds since the epoch. */
  now(): number
  read<T extends KubeObject>(type: ResourceType<T>, name: string, namespace?: string): T | undefined
  readAll<T extends KubeObject>(type: ResourceType<T>, namespace?: string): Iterable<T>
  /** Writes a status as the server itself (quota usage). */
  replaceStatus<T extends KubeObject>(type: ResourceType<T>, old: T, change: (copy: T) => void): boolean
  /** Asks the server's authorizers. */
  allowed(user: UserInfo, request: AccessRequest): Promise<boolean>
  /** The same with the reason. */
  authorize(user: UserInfo, request: AccessRequest): Promise<{ allowed: boolean; reason?: string }>
  /** All versions in which the objects of a resource are served. */
  versionsOf(resource: ServedResource): Iterable<ServedResource>
  /** A kind that is served now. */
  findKind(apiVersion: string, kind: string): ServedResource | undefined
}

/** The question that authorization answers. */
export interface AccessRequest {
  verb: string
  group?: string
  version?: string
  resource?: string
  subresource?: string
  name?: string
  namespace?: string
  /** Of lists and watches. */
  fieldSelector?: string
  /** For paths that are no resources. */
  path?: string
}

/**
 * One admission plugin, under its real name. `mutate` runs before the kind's own preparation and validation, `validate` after it;
 * both refuse by throwing a `StatusError`.
 */
export interface AdmissionPlugin {
  name: string
  mutate?(attributes: AdmissionAttributes, context: AdmissionContext): void | Promise<void>
  validate?(attributes: AdmissionAttributes, context: AdmissionContext): void | Promise<void>
}

/** Runs one phase of all plugins in their order; mutation runs twice when a webhook changed the object. */
export async function admit(
  phase: 'mutate' | 'validate',
  plugins: readonly AdmissionPlugin[],
  attributes: AdmissionAttributes,
  context: AdmissionContext,
): Promise<void> {
  const run = async () => {
    for (const plugin of plugins) {
      const pending = plugin[phase]?.(attributes, context)
      if (pending) await pending
    }
  }
  await run()
  if (phase === 'mutate' && attributes.changed) await run()
}
