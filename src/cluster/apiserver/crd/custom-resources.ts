import { toSeconds } from '#base'
import { deepEqual } from '../../apimachinery/deep.ts'
import type { Change } from '../../etcd/store.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { CustomResourceDefinition } from '../../resources/generated/types.ts'
import type { Core } from '../core.ts'
import { changeAsServer, deleteAsServer } from '../server-writer.ts'
import type { ServedResource } from '../served-resource.ts'
import { acceptNames } from './accepted-names.ts'
import { createConvert } from './conversion.ts'
import type { ConversionDependencies } from './conversion-webhook.ts'
import { CLEANUP } from './definition-defaults.ts'
import { serveDefinition } from './serve-definition.ts'

const { group: GROUP, version: VERSION, plural: PLURAL } = kinds.CustomResourceDefinition

/**
 * Keeps what the server serves in step with the CustomResourceDefinitions in the store: accepts their names, registers their resources,
 * and clears their objects away before they go.
 * @returns a function that ends it.
 */
export function startCustomResources(core: Core, conversion: ConversionDependencies): () => void {
  return new CustomResources(core, conversion).start()
}

class CustomResources {
  readonly #core: Core
  readonly #conversion: ConversionDependencies
  readonly #own: ServedResource
  /** What is registered, by the definition's name. */
  readonly #served = new Map<string, ServedResource[]>()
  /** Ends of watches for the last object of definitions that are going. */
  readonly #clearing = new Map<string, () => void>()

  constructor(core: Core, conversion: ConversionDependencies) {
    this.#core = core
    this.#conversion = conversion
    this.#own = core.registry.find(GROUP, VERSION, PLURAL)!
  }

  start(): () => void {
    const { store } = this.#core
    for (const object of this.#all()) this.#follow(object)
    const stop = store.watch(this.#own.storagePrefix, store.revision, (change) => this.#onChange(change))
    return () => {
      stop()
      for (const end of this.#clearing.values()) end()
    }
  }

  #all(): CustomResourceDefinition[] {
    return [...this.#core.store.range(this.#own.storagePrefix)] as CustomResourceDefinition[]
  }

  #onChange({ object, deleted }: Change): void {
    if (!deleted) {
      this.#follow(object as CustomResourceDefinition)
      return
    }
    const { name } = object.metadata
    this.#unregister(name)
    this.#clearing.get(name)?.()
    this.#clearing.delete(name)
    // Names that it held may be free for others now.
    for (const other of this.#all()) this.#follow(other)
  }

  #follow(definition: CustomResourceDefinition): void {
    const { metadata, status } = definition
    if (metadata.deletionTimestamp) {
      this.#clear(definition)
      return
    }
    const others = this.#all().filter(
      ({ spec, metadata: { name } }) => spec.group === definition.spec.group && name !== metadata.name,
    )
    const verdict = acceptNames(definition, others)
    const conditions = verdict.conditions.map((condition) => {
      const before = status?.conditions?.find(({ type }) => type === condition.type)
      const same = before?.status === condition.status && before.reason === condition.reason
      return same ? before : { ...condition, lastTransitionTime: toSeconds(this.#core.clock.now()) }
    })
    const rest = (status?.conditions ?? []).filter(
      ({ type }) => !conditions.some((condition) => condition.type === type),
    )
    const wanted = { ...status, acceptedNames: verdict.acceptedNames, conditions: [...conditions, ...rest] }
    if (!deepEqual(wanted, status)) this.#write(metadata.name, 'status', (copy) => (copy.status = wanted))
    if (conditions.some(({ type, status }) => type === 'Established' && status === 'True'))
      this.#register({ ...definition, status: wanted })
  }

  #register(definition: CustomResourceDefinition): void {
    this.#unregister(definition.metadata.name)
    const served = serveDefinition(definition, this.#core.definitions, createConvert(this.#conversion, definition))
    for (const resource of served) this.#core.registry.add(resource)
    this.#served.set(definition.metadata.name, served)
  }

  #unregister(name: string): void {
    for (const { type } of this.#served.get(name) ?? []) this.#core.registry.remove(type)
    this.#served.delete(name)
  }

  /** Deletes all objects of a definition; it goes with the last of them. */
  #clear({ metadata: { name }, spec }: CustomResourceDefinition): void {
    if (this.#clearing.has(name)) return
    const prefix = `/registry/${spec.group}/${spec.names.plural}`
    const { store } = this.#core
    const finish = () => {
      if (store.count(prefix) > 0) return
      this.#write(name, '', ({ metadata }) => {
        metadata.finalizers = metadata.finalizers?.filter((finalizer) => finalizer !== CLEANUP) ?? []
      })
    }
    this.#clearing.set(name, store.watch(prefix, store.revision, finish))
    if (store.count(prefix) > 0) this.#write(name, 'status', markDeleting)
    const served = this.#served.get(name) ?? []
    // In the version in which they lie in the store, nothing has to be converted.
    const resource = served.find(({ apiVersion, storedApiVersion }) => apiVersion === storedApiVersion) ?? served[0]
    if (resource) for (const object of store.range(prefix)) deleteAsServer(this.#core, resource, object)
    finish()
  }

  /** Changes a definition as the server itself. */
  #write(name: string, subresource: string, change: (copy: CustomResourceDefinition) => void): void {
    changeAsServer(this.#core, kinds.CustomResourceDefinition, name, subresource, change)
  }
}

function markDeleting({ status }: CustomResourceDefinition): void {
  const condition = status?.conditions?.find(({ type }) => type === 'Terminating')
  if (!condition) return
  condition.reason = 'InstanceDeletionInProgress'
  condition.message = 'CustomResource deletion is in progress'
}
