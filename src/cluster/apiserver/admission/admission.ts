import type { AnyObject, KubeObject, ResourceType } from '../../apimachinery/object.ts'
import type { UserInfo } from '../../client/client.ts'
import type { ServedResource } from '../served-resource.ts'

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
  /** Texts for the `Warning` headers of the answer. */
  warnings: string[]
}

/** What plugins may read. Reads are of the store, so they see every acknowledged write. */
export interface AdmissionContext {
  /** Milliseconds since the epoch. */
  now(): number
  read<T extends KubeObject>(type: ResourceType<T>, name: string, namespace?: string): T | undefined
  readAll<T extends KubeObject>(type: ResourceType<T>, namespace?: string): Iterable<T>
  /** Writes as the server itself (quota usage). */
  replace<T extends KubeObject>(type: ResourceType<T>, old: T, change: (copy: T) => void): boolean
  /** Asks the server's authorizers. */
  allowed(user: UserInfo, request: AccessRequest): Promise<boolean>
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

/** Runs one phase of all plugins in their order. */
export async function admit(
  phase: 'mutate' | 'validate',
  plugins: readonly AdmissionPlugin[],
  attributes: AdmissionAttributes,
  context: AdmissionContext,
): Promise<void> {
  for (const plugin of plugins) {
    const pending = plugin[phase]?.(attributes, context)
    if (pending) await pending
  }
}
