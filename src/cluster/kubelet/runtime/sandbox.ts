import type { FileTree } from '../../machine/files/file-tree.ts'
import type { FileInode } from '../../machine/files/inode.ts'
import { ControlGroup } from '../../machine/process/control-group.ts'
import { Process, type ProcessWorld } from '../../machine/process/process.ts'
import { ProcessNamespace } from '../../machine/process/process-namespace.ts'
import { FileView } from '../../machine/files/file-view.ts'
import { MountTable } from '../../machine/files/mounts.ts'
import { NetworkStack } from '../../network/network-stack.ts'
import type * as types from '../../resources/generated/types.ts'
import type { NodeHost } from './node-host.ts'
import { hostsFile, resolvConfFile, podHostname } from './pod-files.ts'

export interface SandboxOptions {
  host: NodeHost
  pod: types.Pod
  /** The pod's own address; absent in the host's network. */
  ip: string | undefined
  clusterDomain: string
  clusterDns: readonly string[]
}

/** What a pod's containers share: network, host name, files about them, the cgroup, and process ids where they ask for it. */
export class PodSandbox {
  readonly id: string
  readonly createdAtMs: number
  readonly stack: NetworkStack
  readonly group: ControlGroup
  readonly world: ProcessWorld
  /** For all containers together, where the pod shares it. */
  readonly sharedNamespace: ProcessNamespace | undefined
  readonly hosts: FileInode
  readonly resolvConf: FileInode
  readonly hostnameFile: FileInode
  readonly #host: NodeHost
  readonly #isHostNetwork: boolean
  readonly #pause: Process | undefined
  readonly #hostPorts: string[] = []

  constructor({ host, pod, ip, clusterDomain, clusterDns }: SandboxOptions) {
    const { ids, clock, network } = host.options
    this.#host = host
    this.id = ids.hex(64)
    this.createdAtMs = clock.now()
    this.#isHostNetwork = pod.spec?.hostNetwork ?? false
    this.stack = this.#isHostNetwork ? network.stack : new NetworkStack(network.stack.network, [ip!], network)
    if (!this.#isHostNetwork) {
      network.stack.network.addStack(this.stack)
      this.#publish(pod)
    }
    this.group = new ControlGroup(host.group)
    const hostname = podHostname(pod, host.options.name, clusterDomain)
    this.world = { ...host.world(), hostname, network: this.stack }
    const shared = pod.spec?.shareProcessNamespace || pod.spec?.hostPID
    this.sharedNamespace = pod.spec?.hostPID
      ? host.namespace
      : shared
        ? new ProcessNamespace(host.namespace)
        : undefined
    if (pod.spec?.shareProcessNamespace) this.#pause = this.#startPause()
    const addresses = { ip: this.stack.ip, hostname, clusterDomain }
    this.hosts = this.#file(host.tree, hostsFile(pod, addresses, host.files.readText('/etc/hosts')))
    this.resolvConf = this.#file(
      host.tree,
      resolvConfFile(pod, { clusterDomain, clusterDns, node: host.options.resolvConf }),
    )
    this.hostnameFile = this.#file(host.tree, `${hostname}\n`)
  }

  /** Takes the pod off the network and ends what is left of it. */
  remove(): void {
    this.#pause?.end({ code: 0 })
    for (const key of this.#hostPorts) this.#host.options.network.hostPorts.delete(key)
    if (!this.#isHostNetwork) this.stack.network.removeStack(this.stack)
    this.group.remove()
  }

  #startPause(): Process {
    const mounts = new MountTable({ tree: this.#host.tree, readOnly: true, source: 'overlay' })
    const process = new Process({
      world: this.world,
      argv: ['/pause'],
      env: new Map(),
      files: new FileView(mounts, { uid: 65_535, gid: 65_535, groups: [65_535] }, this.#host.files.now),
      namespace: this.sharedNamespace!,
      group: this.group,
    })
    process.memoryBytes = 256 * 1024
    return process
  }

  #publish(pod: types.Pod): void {
    const containers = [
      ...(pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always'),
      ...(pod.spec?.containers ?? []),
    ]
    for (const { ports = [] } of containers) {
      for (const { hostPort, containerPort, protocol = 'TCP' } of ports) {
        if (!hostPort) continue
        const key = `${protocol}/${hostPort}`
        this.#host.options.network.hostPorts.set(key, { stack: this.stack, port: containerPort })
        this.#hostPorts.push(key)
      }
    }
  }

  #file(tree: FileTree, text: string): FileInode {
    const bytes = new TextEncoder().encode(text)
    return { ...tree.file({ mode: 0o644, mtimeMs: this.createdAtMs }), chunks: [bytes], size: bytes.length }
  }
}
