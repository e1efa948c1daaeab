import type { Clock, Ids, Log } from '#base'
import type { Image } from '../../images/image.ts'
import { FileTree } from '../../machine/files/file-tree.ts'
import { FileView } from '../../machine/files/file-view.ts'
import { MountTable } from '../../machine/files/mounts.ts'
import { ControlGroup } from '../../machine/process/control-group.ts'
import { Process, type ProcessWorld, type ProgramTable } from '../../machine/process/process.ts'
import { ProcessNamespace } from '../../machine/process/process-namespace.ts'
import type { NetworkNode } from '../../network/network-node.ts'
import { createDevices } from './device-files.ts'
import { kernelSettings } from './kernel-settings.ts'
import { createProc } from './proc-files.ts'

export interface NodeHostOptions {
  clock: Clock
  ids: Ids
  log: Log
  name: string
  programs: ProgramTable
  network: NetworkNode
  /** What `/etc/resolv.conf` of the node says. */
  resolvConf: string
  memoryBytes: number
  cpus: number
  facilities: Readonly<Record<string, unknown>>
}

const FOLDERS = [
  '/etc/kubernetes/manifests',
  '/etc/cni/net.d',
  '/var/lib/kubelet/pods',
  '/var/lib/containerd',
  '/var/log/pods',
  '/var/log/containers',
  '/run/containerd',
  '/home',
  '/opt/cni/bin',
  '/usr/bin',
  '/root',
  '/proc',
  '/sys',
  '/dev',
]

/** The machine below a kubelet: its files, its processes, the images that it has. */
export class NodeHost {
  readonly options: NodeHostOptions
  readonly tree: FileTree
  readonly files: FileView
  readonly proc: FileTree
  /** `/dev`, which each container gets a copy of. */
  readonly devices: FileTree
  readonly namespace = new ProcessNamespace()
  readonly group = new ControlGroup()
  /** By full name. */
  readonly images = new Map<string, Image>()
  readonly startedAtMs: number

  constructor(options: NodeHostOptions) {
    this.options = options
    const { clock, name, resolvConf } = options
    this.startedAtMs = clock.now()
    this.tree = new FileTree('xfs', { nowMs: clock.now() })
    const mounts = new MountTable({ tree: this.tree, readOnly: false, source: '/dev/nvme0n1p1' })
    this.files = new FileView(mounts, { uid: 0, gid: 0, groups: [0] }, () => clock.now())
    for (const folder of FOLDERS) this.files.mkdir(folder, { parents: true, mode: 0o755 })
    this.files.mkdir('/tmp')
    this.files.change('/tmp', { mode: 0o1777 })
    this.files.writeFile('/etc/hostname', `${name}\n`)
    this.files.writeFile('/etc/resolv.conf', resolvConf)
    this.files.writeFile('/etc/hosts', `127.0.0.1   localhost localhost.localdomain\n::1         localhost6\n`)
    this.files.writeFile(
      '/etc/os-release',
      'NAME="Amazon Linux"\nVERSION="2023"\nID="amzn"\nPRETTY_NAME="Amazon Linux 2023"\n',
    )
    this.proc = createProc(this.#facts())
    this.devices = createDevices(clock.now(), () => options.ids.random())
    mounts.add({ path: '/proc', tree: this.proc, readOnly: true, source: 'proc' })
  }

  /** Starts a process of the machine itself that does nothing but be there. */
  daemon(argv: readonly string[], memoryBytes: number): Process {
    const { uid, gid, groups } = this.files.viewer
    const process = new Process({
      world: this.world(),
      argv,
      env: new Map(),
      files: new FileView(this.files.mounts, { uid, gid, groups }, this.files.now),
      namespace: this.namespace,
      group: this.group,
    })
    process.memoryBytes = memoryBytes
    return process
  }

  /** What processes in the node's own namespaces share. */
  world(): ProcessWorld {
    const { clock, ids, log, programs, name, network, facilities } = this.options
    return {
      clock,
      ids,
      programs,
      hostname: name,
      network: network.stack,
      facilities,
      onBug: (error, argv) => log.error(`program ${argv[0]} failed`, { error }),
    }
  }

  #facts() {
    const { memoryBytes, cpus, clock, name } = this.options
    const kilobytes = Math.round(memoryBytes / 1024)
    const uptime = () => ((clock.now() - this.startedAtMs) / 1000).toFixed(2)
    return {
      meminfo: () =>
        `MemTotal:       ${kilobytes} kB\nMemFree:        ${kilobytes - Math.round(this.group.memoryBytes / 1024)} kB\nMemAvailable:   ${kilobytes - Math.round(this.group.memoryBytes / 1024)} kB\n`,
      cpuinfo: () =>
        Array.from(
          { length: cpus },
          (_, index) => `processor\t: ${index}\nmodel name\t: Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz\n\n`,
        ).join(''),
      loadavg: () => `0.00 0.00 0.00 1/${this.namespace.list().length} ${this.namespace.list().length}\n`,
      uptime: () => `${uptime()} ${uptime()}\n`,
      version: () => 'Linux version 6.12.79-101.147.amzn2023.x86_64\n',
      'sys/kernel/hostname': (process: Process | undefined) => `${process?.world.hostname ?? name}\n`,
      ...kernelSettings(),
    }
  }
}
