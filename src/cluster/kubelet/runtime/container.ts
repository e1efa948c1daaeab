import type { Image } from '../../images/image.ts'
import { isFileError } from '../../machine/files/file-error.ts'
import { FileTree } from '../../machine/files/file-tree.ts'
import { FileView } from '../../machine/files/file-view.ts'
import { MountTable, type Mount } from '../../machine/files/mounts.ts'
import { Descriptor, type OpenFile } from '../../machine/files/open-file.ts'
import type { DirectoryInode, FileInode } from '../../machine/files/inode.ts'
import { ControlGroup } from '../../machine/process/control-group.ts'
import type { Privileges } from '../../machine/process/privileges.ts'
import { findCommand } from '../../machine/process/executable.ts'
import { Process, type ExitStatus, type ProcessWorld } from '../../machine/process/process.ts'
import { ProcessNamespace } from '../../machine/process/process-namespace.ts'
import { signalName, type SignalName } from '../../machine/process/signals.ts'
import { loadProgram } from '../../machine/process/spawn.ts'
import { nullDevice, sink } from '../../machine/streams/devices.ts'
import { Pipe } from '../../machine/streams/pipe.ts'
import { Terminal } from '../../machine/streams/terminal.ts'
import { ContainerLog } from './container-log.ts'
import type { NodeHost } from './node-host.ts'
import type { PodSandbox } from './sandbox.ts'
import type { ContainerUser } from './container-user.ts'

/** A volume, or a part of one, at a place in a container. */
export interface ContainerMount {
  path: string
  tree: FileTree
  at: DirectoryInode | FileInode
  readOnly: boolean
  source: string
}

export interface ContainerOptions {
  /** Of an instance that goes on; a new one gets its own. */
  id?: string
  host: NodeHost
  sandbox: PodSandbox
  name: string
  image: Image
  command: readonly string[]
  env: ReadonlyMap<string, string>
  user: ContainerUser
  workingDir: string
  mounts: readonly ContainerMount[]
  readOnlyRoot: boolean
  /** Keeps standard input open for those who attach. */
  stdin: boolean
  tty: boolean
  terminationMessagePath: string
  memoryLimitBytes: number | undefined
  privileges: Privileges
  stopSignal: string | undefined
  /** Another container of the pod whose processes it sees (ephemeral containers). */
  target?: Container
  facilities?: Readonly<Record<string, unknown>>
}

/** How a container came to its end. */
export interface ContainerExit extends ExitStatus {
  oomKilled: boolean
  finishedAtMs: number
}

/** The program could not be started; the message is runc's. */
export class ContainerStartError extends Error {
  override name = 'ContainerStartError'

  /** As the runtime says it of a program that joins a container. */
  get execMessage(): string {
    return `OCI runtime exec failed: exec failed: unable to start container process: ${this.message.replace(RUNC, '')}`
  }
}

const RUNC =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: '
const MAX_MESSAGE_BYTES = 4096
const SHARED_END_MS = 200

/** One instance of a container: made, started once, ended once. */
export class Container {
  readonly id: string
  readonly name: string
  readonly options: ContainerOptions
  readonly log: ContainerLog
  readonly group: ControlGroup
  readonly tree: FileTree
  readonly mounts: MountTable
  readonly terminal: Terminal | undefined
  /** Standard input for those who attach. */
  readonly stdin: Pipe | undefined
  readonly #namespace: ProcessNamespace
  readonly #world: ProcessWorld
  readonly #message: FileInode
  readonly #watchers = new Set<(stream: 'stdout' | 'stderr', chunk: Uint8Array) => void>()
  #process: Process | undefined
  #exit: ContainerExit | undefined
  #ended: Promise<ContainerExit> | undefined
  startedAtMs = 0

  constructor(options: ContainerOptions) {
    const { host, sandbox, image } = options
    const { ids, clock } = host.options
    this.id = options.id ?? ids.hex(64)
    this.name = options.name
    this.options = options
    this.log = new ContainerLog(clock)
    this.group = new ControlGroup(sandbox.group)
    this.group.memoryLimitBytes = options.memoryLimitBytes
    this.group.privileges = options.privileges
    this.#namespace = options.target
      ? options.target.#namespace
      : (sandbox.sharedNamespace ?? new ProcessNamespace(host.namespace))
    this.#world = { ...sandbox.world, facilities: { ...sandbox.world.facilities, ...options.facilities } }
    this.tree = new FileTree('overlay', { base: image.tree })
    this.#message = { ...this.tree.file({ mode: 0o666, mtimeMs: clock.now() }) }
    this.mounts = this.#mount()
    if (options.tty)
      this.terminal = new Terminal({
        output: (chunk) => this.#output('stdout', chunk),
        signal: (signal) => this.#process?.kill(signal),
      })
    else if (options.stdin) this.stdin = new Pipe('pipe:[0]')
  }

  get exit(): ContainerExit | undefined {
    return this.#exit
  }

  get running(): boolean {
    return this.#process !== undefined && this.#exit === undefined
  }

  /** Bytes that the container wrote into its own layer. */
  get writtenBytes(): number {
    return this.tree.usedBytes
  }

  /** Resolves when the program has ended; absent before it was started. */
  get ended(): Promise<ContainerExit> | undefined {
    return this.#ended
  }

  /** Starts the program. @throws ContainerStartError */
  async start(): Promise<void> {
    const process = await this.#createProcess(this.options.command, this.#descriptors(), this.options.env)
    this.#process = process.process
    this.startedAtMs = this.options.host.options.clock.now()
    void process.process.run(process.program)
    this.#ended = process.process.exited.then((status) => this.#finish(status))
  }

  /** Sends a signal to the first process. */
  kill(signal: SignalName): void {
    this.#process?.kill(signal, { fromOutside: true })
  }

  get stopSignal(): SignalName {
    return signalName(this.options.stopSignal ?? this.options.image.config.stopSignal ?? 'TERM') ?? 'TERM'
  }

  /** Runs another program in the container. @throws ContainerStartError with what follows `unable to start container process: ` */
  async exec(
    command: readonly string[],
    descriptors: ReadonlyMap<number, Descriptor>,
    terminal = false,
  ): Promise<Process> {
    const env = new Map(this.options.env)
    if (terminal) env.set('TERM', 'xterm')
    const { process, program } = await this.#createProcess(command, descriptors, env)
    void process.run(program)
    return process
  }

  /** Shows the output from now on to somebody who attaches. @returns what ends it */
  watch(watcher: (stream: 'stdout' | 'stderr', chunk: Uint8Array) => void): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  /** What the program left at its termination message path. */
  terminationMessage(): string {
    const { chunks, size } = this.#message
    const bytes = new Uint8Array(Math.min(size, MAX_MESSAGE_BYTES))
    let at = 0
    for (const chunk of chunks) {
      bytes.set(chunk.subarray(0, bytes.length - at), at)
      at += Math.min(chunk.length, bytes.length - at)
    }
    return new TextDecoder().decode(bytes)
  }

  /** Processes of the container, for a listing of the node. */
  get processes(): Iterable<Process> {
    return this.group.processes
  }

  async #createProcess(
    command: readonly string[],
    descriptors: ReadonlyMap<number, Descriptor>,
    env: ReadonlyMap<string, string>,
  ) {
    const { host, user, workingDir } = this.options
    const files = new FileView(this.mounts, { uid: user.uid, gid: user.gid, groups: user.groups }, () =>
      host.options.clock.now(),
    )
    this.#enterWorkingDir(files, workingDir)
    const [name = ''] = command
    const refuse = (reason: string) => new ContainerStartError(`${RUNC}exec: ${JSON.stringify(name)}: ${reason}`)
    try {
      const path = findCommand(files, name, env.get('PATH') ?? '')
      if (path === undefined) throw refuse('executable file not found in $PATH')
      const { program, argv } = await loadProgram(this.#world, files, path, command)
      const process = new Process({
        world: this.#world,
        argv,
        env,
        files,
        namespace: this.#namespace,
        group: this.group,
        descriptors,
      })
      return { process, program }
    } catch (error) {
      if (!isFileError(error)) throw error
      if (error.code === 'ENOENT') throw refuse(`stat ${name}: no such file or directory`)
      throw refuse(error.code === 'ENOEXEC' ? 'exec format error' : error.message.toLowerCase())
    }
  }

  #enterWorkingDir(files: FileView, path: string): void {
    const root = new FileView(this.mounts, { uid: 0, gid: 0, groups: [0] }, files.now)
    if (!root.isDirectory(path)) throw new ContainerStartError(`${RUNC}mkdir ${path}: not a directory`)
    files.cwd = path
  }

  #descriptors(): Map<number, Descriptor> {
    if (this.terminal) {
      const file = new Descriptor(this.terminal.file())
      return new Map([0, 1, 2].map((fd) => [fd, fd === 0 ? file : file.retain()]))
    }
    const output = (stream: 'stdout' | 'stderr'): OpenFile =>
      sink(`pipe:[${stream === 'stdout' ? 1 : 2}]`, (chunk) => this.#output(stream, chunk))
    return new Map([
      [0, new Descriptor(this.stdin?.reader ?? nullDevice)],
      [1, new Descriptor(output('stdout'))],
      [2, new Descriptor(output('stderr'))],
    ])
  }

  #output(stream: 'stdout' | 'stderr', chunk: Uint8Array): void {
    this.log.write(stream, chunk)
    for (const watcher of this.#watchers) watcher(stream, chunk)
  }

  #finish(status: ExitStatus): ContainerExit {
    const { oomKilled } = this.group
    this.#exit = { ...status, oomKilled, finishedAtMs: this.options.host.options.clock.now() }
    // The kernel ends what is left of a namespace with its first process. In a shared one the runtime does, a moment later.
    const endRest = () => {
      for (const process of this.group.processes) process.end({ code: 137, signal: 'KILL' })
    }
    if (this.options.sandbox.sharedNamespace) this.options.host.options.clock.setTimeout(endRest, SHARED_END_MS)
    else endRest()
    this.log.close()
    this.group.remove()
    return this.#exit
  }

  #mount(): MountTable {
    const { host, sandbox, mounts, readOnlyRoot, terminationMessagePath, workingDir } = this.options
    const { clock } = host.options
    const table = new MountTable({ tree: this.tree, readOnly: false, source: 'overlay' })
    const builder = new FileView(table, { uid: 0, gid: 0, groups: [0] }, () => clock.now())
    const put = (mount: Omit<Mount, 'path'>, path: string) => {
      ensureTarget(builder, path, mount.at?.kind === 'file')
      table.add({ ...mount, path: builder.stat(path).path })
    }
    put({ tree: host.proc, readOnly: true, source: 'proc' }, '/proc')
    put({ tree: new FileTree('tmpfs', { base: host.devices }), readOnly: false, source: 'tmpfs' }, '/dev')
    const managed = { tree: host.tree, readOnly: false, source: '/dev/nvme0n1p1' }
    const given = new Set(mounts.map(({ path }) => path))
    const files = [
      { ...managed, at: sandbox.hosts, path: '/etc/hosts' },
      { ...managed, at: sandbox.resolvConf, path: '/etc/resolv.conf' },
      { ...managed, at: sandbox.hostnameFile, path: '/etc/hostname' },
    ].filter(({ path }) => !given.has(path))
    const depth = (path: string) => path.split('/').length
    for (const { path, ...mount } of [...files, ...mounts].sort((a, b) => depth(a.path) - depth(b.path)))
      put(mount, path)
    put({ tree: this.tree, at: this.#message, readOnly: false, source: '/dev/nvme0n1p1' }, terminationMessagePath)
    if (!builder.find(workingDir)) builder.mkdir(workingDir, { parents: true, mode: 0o755 })
    if (readOnlyRoot) table.root.readOnly = true
    return table
  }
}

/** Makes the place of a mount, as the runtime does. */
function ensureTarget(files: FileView, path: string, isFile: boolean): void {
  if (files.find(path)) return
  if (!isFile) return files.mkdir(path, { parents: true, mode: 0o755 })
  const folder = path.replace(/\/[^/]*$/, '')
  if (folder && !files.find(folder)) files.mkdir(folder, { parents: true, mode: 0o755 })
  files.writeFile(path, '')
}
