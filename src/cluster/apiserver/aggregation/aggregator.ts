import { toSeconds, type Timer } from '#base'
import type { Change } from '../../etcd/store.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { APIService } from '../../resources/generated/types.ts'
import type { Core } from '../core.ts'
import { changeAsServer } from '../server-writer.ts'
import type { ServedResource } from '../served-resource.ts'
import { askRemote, serviceAvailability, type Availability } from './availability.ts'
import type { RemoteAccess } from './call-remote.ts'
import type { DiscoveredResource } from './remote-groups.ts'

// How long an answer of another server holds.
const RECHECK_MS = 30_000

/** Keeps the groups of other servers, and the conditions of all APIServices, in step with what is in the store. */
export class Aggregator {
  readonly #core: Core
  readonly #access: RemoteAccess
  readonly #own: ServedResource
  readonly #timers = new Map<string, Timer>()
  #stops: (() => void)[] = []
  #stopped = false

  constructor(core: Core, access: RemoteAccess) {
    this.#core = core
    this.#access = access
    const { group, version, plural } = kinds.APIService
    this.#own = core.registry.find(group, version, plural)!
  }

  start(): void {
    const { store, registry } = this.#core
    const prefixOf = ({ group, version, plural }: typeof kinds.Service) =>
      registry.find(group, version, plural)!.storagePrefix
    for (const object of store.range(this.#own.storagePrefix)) this.#follow(object)
    const behind = () => this.#recheck()
    this.#stops = [
      store.watch(this.#own.storagePrefix, store.revision, (change) => this.#onChange(change)),
      store.watch(prefixOf(kinds.Service), store.revision, behind),
      store.watch(prefixOf(kinds.EndpointSlice), store.revision, behind),
    ]
  }

  stop(): void {
    this.#stopped = true
    for (const stop of this.#stops) stop()
    for (const timer of this.#timers.values()) timer.cancel()
    this.#timers.clear()
  }

  #onChange({ object, deleted }: Change): void {
    if (!deleted) {
      this.#follow(object)
      return
    }
    const { name } = object.metadata
    this.#core.remoteGroups.delete(name)
    this.#timers.get(name)?.cancel()
    this.#timers.delete(name)
  }

  /** A Service or what is behind it changed. */
  #recheck(): void {
    for (const { name } of this.#core.remoteGroups.all()) this.#check(name)
  }

  #follow(service: APIService): void {
    const { name } = service.metadata
    const { remoteGroups } = this.#core
    if (!service.spec?.service) {
      remoteGroups.delete(name)
      this.#report(service, serviceAvailability(service, this.#access.context)!)
      return
    }
    const known = remoteGroups.get(name)
    if (known?.spec === service.spec) return
    remoteGroups.set({
      name,
      spec: service.spec,
      available: known?.available ?? wasAvailable(service),
      resources: known?.resources ?? [],
    })
    this.#check(name)
  }

  #check(name: string): void {
    const service = this.#access.context.read(kinds.APIService, name)
    if (!service?.spec?.service) return
    this.#timers.get(name)?.cancel()
    this.#timers.set(
      name,
      this.#core.clock.setTimeout(() => this.#check(name), RECHECK_MS),
    )
    const verdict = serviceAvailability(service, this.#access.context)
    if (verdict) this.#settle(name, verdict, [])
    else
      void askRemote(service, this.#access, this.#core.clock).then(({ availability, resources }) =>
        this.#settle(name, availability, resources),
      )
  }

  #settle(name: string, availability: Availability, resources: readonly DiscoveredResource[]): void {
    const service = this.#access.context.read(kinds.APIService, name)
    const { remoteGroups } = this.#core
    // It may be gone by the time that its server answers.
    if (this.#stopped || !service?.spec?.service || !remoteGroups.get(name)) return
    remoteGroups.set({ name, spec: service.spec, available: availability.status === 'True', resources })
    this.#report(service, availability)
  }

  #report({ metadata: { name }, status }: APIService, availability: Availability): void {
    const before = status?.conditions?.find(({ type }) => type === 'Available')
    if (
      before?.status === availability.status &&
      before.reason === availability.reason &&
      before.message === availability.message
    )
      return
    const lastTransitionTime =
      before?.status === availability.status && before.lastTransitionTime
        ? before.lastTransitionTime
        : toSeconds(this.#core.clock.now())
    changeAsServer(this.#core, kinds.APIService, name, 'status', (copy) => {
      const others = copy.status?.conditions?.filter(({ type }) => type !== 'Available') ?? []
      copy.status = { conditions: [...others, { type: 'Available', ...availability, lastTransitionTime }] }
    })
  }
}

/** What its last check came to: holds until the next one is done. */
function wasAvailable({ status }: APIService): boolean {
  return status?.conditions?.some(({ type, status: value }) => type === 'Available' && value === 'True') ?? false
}
