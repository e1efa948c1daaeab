import type { FieldErrors } from '../apimachinery/field-errors.ts'
import type { NameRule } from '../apimachinery/names.ts'
import type { KubeObject, ResourceType } from '../apimachinery/object.ts'

/** A value under construction: a private deep copy that its holder may change. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** What strategies may ask of the server while they prepare or validate one object. */
export interface StrategyContext {
  /** Milliseconds since the epoch. */
  now: number
  /** `spec`, or the subresource that is written: `status`, `scale`, `resize`, `ephemeralcontainers`… */
  subresource: string
  /** The version that the client speaks, where the kind is served in several. */
  apiVersion: string
  /** Random suffixes, host names, ports. */
  random(): number
  uuid(): string
  /** The caller. */
  user: { name: string; groups: readonly string[]; extra?: Readonly<Record<string, readonly string[]>> }
}

/** A printed column. `priority` 1 columns show with `-o wide`. */
export interface Column<T extends KubeObject = KubeObject> {
  name: string
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'date'
  format?: string
  description?: string
  priority?: 0 | 1
  /** The cell: what JSON carries. Ages are RFC 3339 texts turned into durations by `age(...)`. */
  value(object: T, now: number): string | number | boolean | null
}

/**
 * One built-in kind. Routes, discovery, watch, tables, OpenAPI, patches and garbage collection are derived from this and from
 * the structure in `generated/`.
 *
 * All functions that take a `Mutable` change it in place; it is the server's private copy.
 * Order on create: defaults → mutating admission → prepareForCreate → validate → validating admission; on update the same with the Update functions.
 */
export interface ResourceDefinition<T extends KubeObject = KubeObject> {
  type: ResourceType<T>
  /** The version in which the real server keeps objects, where it is another: all that shows of it is a hash. */
  storageVersion?: string
  /** Other served versions of the same stored objects, with conversions to and from the stored form. */
  alsoServedAs?: readonly ServedVersion<T>[]
  /** Whether a client may set `status` when it creates the object (nodes). Otherwise the server drops it before `prepareForCreate`. */
  keepsStatusOnCreate?: boolean
  /** Whether a write to the object itself may change its status. */
  keepsStatusOnUpdate?: boolean
  /** What of the metadata a write to the status leaves as it was; nothing when absent. */
  statusKeepsMetadata?: 'labels' | 'all'
  /** Whether nobody is taken for an owner of the spec: a kind of which it never changes. */
  clientsOwnNoSpec?: boolean
  /** Verbatim: whether a write of the status owns all that it brings, though only the status is taken. */
  statusOwnsAll?: boolean
  /** Fills what the client left out of all but the status, beyond the defaults that the structure itself carries. */
  defaults?(object: Mutable<T>): void
  /** The same of the status. */
  defaultStatus?(object: Mutable<T>): void
  /** Drops and sets what a client may not set on creation (status, allocated fields…). */
  prepareForCreate?(object: Mutable<T>, context: StrategyContext): void
  /** Keeps what a client may not change by this endpoint; `context.subresource` tells which. */
  prepareForUpdate?(object: Mutable<T>, old: T, context: StrategyContext): void
  /** Rules of a whole object (also run on updates, unless `validateUpdate` is there and says otherwise). */
  validate?(object: T, errors: FieldErrors, context: StrategyContext): void
  /** Rules of a change: immutable fields first, as the real server orders them. When given, it must call what it needs of `validate`. */
  validateUpdate?(object: T, old: T, errors: FieldErrors, context: StrategyContext): void
  /** Rules of a write to `status`. */
  validateStatusUpdate?(object: T, old: T, errors: FieldErrors, context: StrategyContext): void
  /** How names are checked; DNS-1123 subdomain when absent. */
  nameRule?: 'subdomain' | 'label' | 'label1035' | 'path-segment' | 'service' | 'ip-address' | NameRule
  /** In what else the rules of the kind's metadata differ from the usual ones. */
  metadataRules?: MetadataRules
  /** Whether `metadata.generation` counts changes: `spec` when its spec does (the default if there is a spec), `none`,
   * `changes` when only later ones count, so that a new object has none. */
  generation?: 'spec' | 'changes' | 'none' | ((object: T, old: T) => boolean)
  /** What every client of the kind is warned of. */
  deprecation?: string
  /** Warning headers for a written object. */
  warnings?(object: T, old: T | undefined): string[]
  /** Fields beyond `metadata.name` and `metadata.namespace` that field selectors know, and their value. */
  selectableFields?: Readonly<Record<string, (object: T) => string>>
  /** What a client is told of a field that cannot be selected by, where the kind has words of its own. */
  unknownFieldText?(field: string): string
  columns: readonly Column<T>[]
  /** How the rows of a table are ordered, where not as the list is. */
  rowOrder?(a: T, b: T): number
  /** Whether a client may create it by PUT. */
  createOnUpdate?: boolean
  /** Whether updates may come without resourceVersion; true unless said otherwise. */
  unconditionalUpdate?: boolean
  /** Seconds that a deletion leaves the object (pods); the kind has no graceful deletion without this. */
  gracePeriodSeconds?(object: T, requested: number | undefined): number
  /** Changes the object when it is marked for deletion but has to stay for a while (a namespace's phase). */
  markDeleted?(object: Mutable<T>): void
  /** Whether something beyond `metadata.finalizers` still holds a marked object (a namespace's `spec.finalizers`). */
  held?(object: T): boolean
  /** Whether DELETE answers with the object rather than with a Status. */
  returnsDeleted?: boolean
  /** Fields that the real server prints even on an object without content (bookmarks): `spec: {}`, `status: {}`. */
  emptyForm?(): Record<string, unknown>
  /** Finalizers and orphaning that the kind's own strategy adds when the client names no propagation policy. */
  defaultPropagation?: 'Background' | 'Orphan'
  /** How `scale` reads and writes the object, where it has that subresource. */
  scale?: ScaleMapping<T>
}

/** Peculiarities of a kind's metadata. */
export interface MetadataRules {
  /** Whether finalizers may have any name; otherwise they are fully qualified or Kubernetes' own. */
  openFinalizers?: boolean
  /**
   * How often a change is looked at. Verbatim: the real server checks metadata up to four times on its way, and reports what is
   * wrong each time. `twice` (by the framework), `thrice` (by the kind's rules of a change, too), `four-times` (and by its rules of
   * a whole object; this is the usual one).
   */
  updateChecks?: 'twice' | 'thrice' | 'four-times'
}

export interface ServedVersion<T extends KubeObject> {
  type: ResourceType
  toStored(object: KubeObject): T
  fromStored(object: T): KubeObject
  /** Field selectors of this version, when they are called otherwise; they read the stored object. */
  selectableFields?: Readonly<Record<string, (object: T) => string>>
}

/** The Scale view of a workload. */
export interface ScaleMapping<T extends KubeObject> {
  /** Where the object has its number of replicas, when not in `spec.replicas`. */
  replicasPath?: readonly string[]
  specReplicas(object: T): number
  statusReplicas(object: T): number
  /** Serialized label selector. */
  selector(object: T): string
  setReplicas(object: Mutable<T>, replicas: number): void
}

/** Checks a definition's types where it is written; the result fits the registry, which knows objects of any kind only. */
export function defineResource<T extends KubeObject>(definition: ResourceDefinition<T>): ResourceDefinition {
  return definition as unknown as ResourceDefinition
}
