import type { JsonObject, KubeObject, ResourceType } from '../apimachinery/object.ts'
import { apiVersionOf } from '../apimachinery/object.ts'
import type { Schema } from '../apimachinery/schema.ts'
import type { Route } from './negotiate.ts'
import type { ResourceDefinition } from '../resources/define-resource.ts'

/** One path of the API: a kind in one version, as clients see it. */
export interface ServedResource {
  type: ResourceType
  apiVersion: string
  singular: string
  shortNames: readonly string[]
  categories: readonly string[]
  verbs: ReadonlySet<string>
  subresources: ReadonlyMap<string, ServedSubresource>
  /** `undefined` where nothing is stored (reviews, bindings). */
  definition: ResourceDefinition
  /** The name of the kind's definition; `''` for custom resources. */
  schemaName: string
  /** The object's structure in this version. */
  schema: Schema
  /** The prefix of its objects in the store; all versions of a kind share it. */
  storagePrefix: string
  /** The apiVersion in which objects are stored. */
  storedApiVersion: string
  /** Identity functions where this is the stored version, and for custom resources, which are worked on in the served one. */
  toStored(object: KubeObject): KubeObject
  fromStored(object: KubeObject): KubeObject
  /** Present on custom resources. */
  custom?: CustomBehaviour
}

export interface ServedSubresource {
  name: string
  group: string
  version: string
  kind: string
  verbs: ReadonlySet<string>
}

/** What kind of path of a resource answers, for `negotiate`. */
export function routeOf({ custom }: ServedResource, answers: 'object' | 'list'): Route {
  return custom ? 'custom' : answers
}

/** What custom resources do differently from built-in kinds. */
export interface CustomBehaviour {
  /** `kind` of a list of these. */
  listKind: string
  /** The CustomResourceDefinition's name. */
  definitionName: string
  /**
   * Prunes what the structure does not know and fills defaults, in place.
   * @returns what was dropped: `unknown field "spec.foo"`.
   * @throws DecodeError for metadata that is none
   */
  complete(object: JsonObject): string[]
  /**
   * An object of any version of the definition in this one; the object itself if it is of this one. A promise where a webhook converts.
   * @throws StatusError when it does not
   */
  convert(object: KubeObject): KubeObject | Promise<KubeObject>
  /** A stored object as this version shows it, not to be changed. @throws StatusError as `convert` */
  decode(stored: KubeObject): KubeObject | Promise<KubeObject>
  /** An object of this version as it is stored. @throws StatusError as `convert` */
  encode(object: KubeObject): KubeObject | Promise<KubeObject>
}

/** `apps/v1/deployments`: the key of a served resource. */
export function pathKey(group: string, version: string, plural: string): string {
  return `${group}/${version}/${plural}`
}

/** All that is served now. Custom resources come and go; built-in ones stay. */
export class ResourceRegistry {
  readonly #byPath = new Map<string, ServedResource>()
  readonly #byKind = new Map<string, ServedResource>()
  #generation = 0

  /** Grows with every change; caches of discovery and OpenAPI compare it. */
  get generation(): number {
    return this.#generation
  }

  add(resource: ServedResource): void {
    const { group, version, plural, kind } = resource.type
    this.#byPath.set(pathKey(group, version, plural), resource)
    this.#byKind.set(`${apiVersionOf(resource.type)}/${kind}`, resource)
    this.#generation++
  }

  remove({ group, version, plural, kind }: ResourceType): void {
    this.#byPath.delete(pathKey(group, version, plural))
    this.#byKind.delete(`${apiVersionOf({ group, version })}/${kind}`)
    this.#generation++
  }

  find(group: string, version: string, plural: string): ServedResource | undefined {
    return this.#byPath.get(pathKey(group, version, plural))
  }

  findKind(apiVersion: string, kind: string): ServedResource | undefined {
    return this.#byKind.get(`${apiVersion}/${kind}`)
  }

  /** Of any served version: the first in order of registration. */
  findGroupPlural(group: string, plural: string): ServedResource | undefined {
    for (const resource of this.#byPath.values())
      if (resource.type.group === group && resource.type.plural === plural) return resource
    return undefined
  }

  /** Whether a group, in whatever version, is the server's own rather than made of definitions. */
  isBuiltIn(group: string): boolean {
    for (const { type, custom } of this.#byPath.values()) if (type.group === group && !custom) return true
    return false
  }

  all(): Iterable<ServedResource> {
    return this.#byPath.values()
  }
}
