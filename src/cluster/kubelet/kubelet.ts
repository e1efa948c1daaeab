import type { Clock, Ids, Log, Timer } from '#base'
import { keyOf } from '../apimachinery/object.ts'
import type { Client } from '../client/client.ts'
import { createEventRecorder } from '../client/event-recorder.ts'
import { createInformer, type Informer, type InformerEvent } from '../client/informer.ts'
import type { Lister } from '../client/object-cache.ts'
import type { RegistryCredential } from '../images/registry.ts'
import { programTable } from '../images/programs/index.ts'
import { pullImage } from '../images/registry.ts'
import type { NetworkNode } from '../network/network-node.ts'
import { Node, Pod } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import { checkStorage } from './eviction.ts'
import { ImagePuller } from './image-puller.ts'
import type { KubeletContext, KubeletSettings, PodAddresses } from './kubelet-context.ts'
import { createNodeServer } from './node-server.ts'
import type { NodeEndpoint } from './node-endpoint.ts'
import type { NodeProfile } from './node-profile.ts'
import { NodeReporter } from './node-reporter.ts'
import { nodeObject } from './node-status.ts'
import { PodWorker } from './pod-worker.ts'
import { References } from './references.ts'
import { NodeHost } from './runtime/node-host.ts'
import { StaticPods } from './static-pods.ts'
import type { Disks } from './volumes/disks.ts'

export interface KubeletOptions {
  client: Client
  clock: Clock
  ids: Ids
  log: Log
  profile: NodeProfile
  network: NetworkNode
  addresses: PodAddresses
  /** Services, for the variables of containers. */
  services: Lister<types.Service>
  disks: Disks
  settings: KubeletSettings
  /** What the node may pull without a Secret. */
  nodeCredentials: readonly RegistryCredential[]
  /** Whether the machine was suspended and goes on: its containers run, and its network is set up. */
  resumed?: boolean
  /** Pull errors as EKS' containerd words them. */
  classicPulls: boolean
  /** The node's resolver. */
  resolvConf: string
  /** What system programs of this node may use. */
  facilities: Readonly<Record<string, unknown>>
}

/** The kubelet of one node, with the machine below it. */
export class Kubelet {
  readonly host: NodeHost
  readonly endpoint: NodeEndpoint
  readonly #options: KubeletOptions
  readonly #context: KubeletContext
  readonly #workers = new Map<string, PodWorker>()
  readonly #reporter: NodeReporter
  readonly #static: StaticPods
  #pods: Informer<types.Pod> | undefined
  #node: Informer<types.Node> | undefined
  #running = false
  #timer: Timer | undefined

  constructor(options: KubeletOptions) {
    const { client, clock, ids, log, profile, network, services, settings, facilities } = options
    this.#options = options
    this.host = new NodeHost({
      clock,
      ids,
      log,
      name: profile.name,
      programs: programTable,
      network,
      resolvConf: options.resolvConf,
      memoryBytes: profile.memoryBytes,
      cpus: profile.cpus,
      facilities: { ...facilities, kubelet: this },
    })
    const pause = pullImage(profile.pauseImage, { credentials: [], classic: options.classicPulls })
    this.host.images.set(pause.reference, pause)
    const references = new References(client)
    const { host } = this
    this.#context = {
      nodeName: profile.name,
      nodeIP: profile.ip,
      clock,
      ids,
      log,
      client,
      recorder: createEventRecorder({ client, clock, log, component: 'kubelet', host: profile.name }),
      host,
      references,
      images: new ImagePuller({
        host,
        clock,
        references,
        nodeCredentials: options.nodeCredentials,
        classic: options.classicPulls,
      }),
      disks: options.disks,
      addresses: options.addresses,
      settings,
      resumed: options.resumed ?? false,
      node: () => this.#node?.get(profile.name) ?? (nodeObject(profile) as types.Node),
      services: (namespace) => [
        ...services.list(namespace),
        ...services.list('default').filter(({ metadata }) => metadata.name === 'kubernetes'),
      ],
      otherPods: (uid) =>
        [...this.#workers.values()]
          .filter((worker) => worker.active && worker.pod.metadata.uid !== uid)
          .map(({ pod }) => pod),
      running: () => this.#running,
    }
    this.#reporter = new NodeReporter({
      context: this.#context,
      profile,
      health: () => ({
        ...(this.#networkReady() ? {} : { networkProblem: NO_NETWORK }),
        memoryPressure: false,
        diskPressure: false,
        images: host.images.values(),
      }),
    })
    this.#static = new StaticPods(this.#context)
    this.endpoint = createNodeServer({ context: this.#context, workers: () => [...this.#workers.values()], profile })
    host.daemon(['/usr/bin/containerd', '--config', '/etc/containerd/config.toml'], 45_000_000)
    host.daemon(
      [
        '/usr/bin/kubelet',
        '--config',
        '/etc/kubernetes/kubelet/config.json',
        '--kubeconfig',
        '/var/lib/kubelet/kubeconfig',
      ],
      70_000_000,
    )
  }

  get name(): string {
    return this.#context.nodeName
  }

  get running(): boolean {
    return this.#running
  }

  /** Registers the node where it is not there yet, and looks after its pods from now on. */
  start(): void {
    if (this.#running) return
    this.#running = true
    const { client, clock, log } = this.#options
    this.#node = createInformer({ client, type: Node, clock, log, fieldSelector: `metadata.name=${this.name}` })
    this.#pods = createInformer({ client, type: Pod, clock, log, fieldSelector: `spec.nodeName=${this.name}` })
    this.#pods.onChange((event) => this.#onPod(event))
    this.#node.start()
    void this.#begin()
  }

  /** Ends the kubelet's process: containers go on, but nobody looks after them, and nothing answers at its port. */
  stop(): void {
    this.#running = false
    this.#reporter.stop()
    this.#pods?.stop()
    this.#node?.stop()
    this.#timer?.cancel()
  }

  /** Ends the machine: containers and all. */
  shutDown(): void {
    this.stop()
    for (const worker of this.#workers.values()) worker.forget()
    this.#workers.clear()
  }

  async #begin(): Promise<void> {
    const { log } = this.#options
    try {
      await this.#reporter.start()
      if (!this.#running) return
      await this.#node!.whenSynced()
      this.#pods!.start()
      await this.#pods!.whenSynced()
      this.#dropUnknown()
      for (const worker of this.#workers.values()) worker.wake()
      this.#schedule()
    } catch (error) {
      if (this.#running) log.error(`kubelet of ${this.name} cannot start`, { error })
    }
  }

  /** Pods that were deleted for good while the kubelet was away. */
  #dropUnknown(): void {
    for (const [uid, worker] of this.#workers) {
      if (this.#pods!.get(keyOf(worker.pod))?.metadata.uid === uid || this.#static.owns(worker.pod)) continue
      worker.forget()
      this.#workers.delete(uid)
    }
  }

  #onPod({ type, object }: InformerEvent<types.Pod>): void {
    const { uid } = object.metadata
    if (this.#static.isMirror(object)) return this.#static.onMirror(type, object)
    const worker = this.#workers.get(uid)
    if (type === 'deleted') {
      worker?.forget()
      this.#workers.delete(uid)
    } else if (worker) worker.update(object)
    else this.addPod(object)
  }

  /** Takes a pod of the API server or of a manifest. */
  addPod(pod: types.Pod): PodWorker {
    const worker = new PodWorker(this.#context, pod)
    this.#workers.set(pod.metadata.uid, worker)
    if (pod.metadata.deletionTimestamp) worker.terminate(pod.metadata.deletionGracePeriodSeconds ?? 30)
    else worker.wake()
    return worker
  }

  #drop(worker: PodWorker): void {
    for (const [uid, candidate] of this.#workers) if (candidate === worker) this.#workers.delete(uid)
  }

  #schedule(): void {
    const { clock, settings } = this.#options
    this.#timer = clock.setTimeout(() => void this.#housekeep(), settings.syncFrequencyMs)
  }

  async #housekeep(): Promise<void> {
    if (!this.#running) return
    const { log } = this.#options
    try {
      await this.#static.sync(
        (pod) => this.addPod(pod),
        (worker) => this.#drop(worker),
      )
      for (const worker of this.#workers.values()) {
        await worker.refresh()
        checkStorage(worker, this.#context)
      }
    } catch (error) {
      log.warn(`housekeeping of ${this.name}`, { error: String(error) })
    }
    if (this.#running) this.#schedule()
  }

  #networkReady(): boolean {
    return this.host.files.list('/etc/cni/net.d').length > 0
  }
}

const NO_NETWORK =
  'NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized'
