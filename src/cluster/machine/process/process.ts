import { sleep, type Clock, type Ids } from '#base'
import type { NetworkStack } from '../../network/network-stack.ts'
import { FileError, isFileError } from '../files/file-error.ts'
import type { FileView } from '../files/file-view.ts'
import { Descriptor, type OpenFile } from '../files/open-file.ts'
import { nullDevice } from '../streams/devices.ts'
import type { ControlGroup } from './control-group.ts'
import type { ProcessNamespace } from './process-namespace.ts'
import { defaultAction, SIGNALS, type SignalName } from './signals.ts'

/** How a process ended. */
export interface ExitStatus {
  /** 128 + n for signal n. */
  code: number
  signal?: SignalName
}

/** What an executable does; resolves with the exit code. It may be given up at any `await` when its process is killed. */
export type Program = (process: Process) => Promise<number> | number

/** Looks programs up by the name in their executable. */
export interface ProgramTable {
  load(name: string): Promise<Program | undefined> | Program | undefined
}

/** What all processes of one container share. */
export interface ProcessWorld {
  clock: Clock
  ids: Ids
  programs: ProgramTable
  hostname: string
  network: NetworkStack
  /** Tells of programs that failed in ways that programs cannot. */
  onBug(error: unknown, argv: readonly string[]): void
  /** What the container offers to some programs only: access to the node, to the API. */
  facilities: Readonly<Record<string, unknown>>
}

export interface ProcessOptions {
  world: ProcessWorld
  argv: readonly string[]
  env: ReadonlyMap<string, string>
  files: FileView
  namespace: ProcessNamespace
  group: ControlGroup
  parent?: Process
  /** Descriptors that it inherits; what is missing of 0, 1 and 2 is `/dev/null`. */
  descriptors?: ReadonlyMap<number, Descriptor>
}

/** Why a blocking call of a process did not return: the process is gone. */
export class ProcessGone extends Error {
  override name = 'ProcessGone'
}

/** Ends the program with a code from any depth. */
export class ExitRequest extends Error {
  readonly code: number

  constructor(code: number) {
    super(`exit ${code}`)
    this.name = 'ExitRequest'
    this.code = code
  }
}

const encoder = new TextEncoder()
const PROGRAM_BYTES = 512 * 1024
const READ_BYTES_PER_MS = 2_000_000

/** A simulated process: identity, descriptors, signals, and the calls that may wait. */
export class Process {
  readonly world: ProcessWorld
  readonly namespace: ProcessNamespace
  readonly group: ControlGroup
  readonly parent: Process | undefined
  readonly files: FileView
  readonly env: Map<string, string>
  readonly descriptors: Map<number, Descriptor>
  readonly startedAtMs: number
  argv: readonly string[]
  /** Shown by `ps` instead of `argv`, for programs that rename themselves. */
  title: string | undefined
  readonly #gone = new AbortController()
  readonly #exited = Promise.withResolvers<ExitStatus>()
  readonly #handlers = new Map<SignalName, (() => void) | 'ignore'>()
  #status: ExitStatus | undefined
  #burntMs = 0
  #memoryBytes = PROGRAM_BYTES

  constructor(options: ProcessOptions) {
    this.world = options.world
    this.argv = options.argv
    this.env = new Map(options.env)
    this.files = options.files
    this.namespace = options.namespace
    this.group = options.group
    this.parent = options.parent
    this.startedAtMs = options.world.clock.now()
    this.descriptors = new Map(options.descriptors)
    for (const fd of [0, 1, 2]) if (!this.descriptors.has(fd)) this.descriptors.set(fd, new Descriptor(nullDevice))
    this.files.viewer.process = this
    if (options.group.privileges) this.files.viewer.capabilities = options.group.privileges.capabilities
    this.namespace.enter(this)
    this.group.processes.add(this)
  }

  /** As the process itself sees it. */
  get pid(): number {
    return this.namespace.idOf(this)
  }

  get status(): ExitStatus | undefined {
    return this.#status
  }

  /** What it has allocated. More than its control group may have kills somebody at once, perhaps the process itself. */
  get memoryBytes(): number {
    return this.#memoryBytes
  }

  set memoryBytes(bytes: number) {
    const grows = bytes > this.#memoryBytes
    this.#memoryBytes = bytes
    if (grows) this.group.checkMemory()
  }

  /** Aborts when the process has ended: for calls that wait. */
  get signal(): AbortSignal {
    return this.#gone.signal
  }

  /** Resolves when the process has ended. */
  get exited(): Promise<ExitStatus> {
    return this.#exited.promise
  }

  get clock(): Clock {
    return this.world.clock
  }

  /** Runs `program` to its end. */
  async run(program: Program): Promise<ExitStatus> {
    try {
      // Starts behind what its parent still does in this turn, so that the parent knows of it first.
      await Promise.resolve()
      this.end({ code: this.#status ? 0 : (await program(this)) & 0xff })
    } catch (error) {
      if (error instanceof ExitRequest) this.end({ code: error.code & 0xff })
      else if (isFileError(error, 'EPIPE')) this.end({ code: 128 + SIGNALS.PIPE, signal: 'PIPE' })
      else if (!this.#status) {
        this.world.onBug(error, this.argv)
        this.end({ code: 128 + SIGNALS.ABRT, signal: 'ABRT' })
      }
    }
    return this.#status!
  }

  /** Ends the process at once; the first status counts. */
  end(status: ExitStatus): void {
    if (this.#status) return
    this.#status = status
    for (const descriptor of this.descriptors.values()) descriptor.release()
    this.descriptors.clear()
    this.namespace.leave(this)
    this.group.processes.delete(this)
    this.memoryBytes = 0
    this.#gone.abort(new ProcessGone())
    this.#exited.resolve(status)
  }

  /**
   * Sends a signal.
   * @param fromOutside by the runtime or the kernel, so that also the first process of a namespace dies of KILL.
   */
  kill(signal: SignalName, { fromOutside = false } = {}): void {
    if (this.#status) return
    const isInit = this.pid === 1
    if (signal !== 'KILL') {
      const handler = this.#handlers.get(signal)
      if (handler === 'ignore') return
      if (handler) return handler()
      if (isInit || defaultAction(signal) === 'ignore') return
    } else if (isInit && !fromOutside) return
    this.end({ code: 128 + SIGNALS[signal], signal })
  }

  /** What to do on a signal; `undefined` brings the default back. */
  onSignal(signal: SignalName, handler: (() => void) | 'ignore' | undefined): void {
    if (handler) this.#handlers.set(signal, handler)
    else this.#handlers.delete(signal)
  }

  /** Whether the process (or what it inherited) ignores the signal. */
  ignores(signal: SignalName): boolean {
    return this.#handlers.get(signal) === 'ignore'
  }

  /** Waits `ms`; rejects with `ProcessGone` when the process ends meanwhile. */
  sleep(ms: number): Promise<void> {
    return sleep(this.clock, ms, this.signal)
  }

  /**
   * Accounts for `ms` of computing. Every few milliseconds the process really waits that long, so that a busy loop takes time and leaves the
   * others theirs.
   */
  compute(ms: number): Promise<void> | void {
    this.group.chargeCpu(ms)
    this.#burntMs += ms
    if (this.#burntMs < 10) return
    const due = this.#burntMs
    this.#burntMs = 0
    return this.sleep(due)
  }

  file(fd: number): OpenFile {
    const descriptor = this.descriptors.get(fd)
    if (!descriptor) {
      if (this.#status) throw this.signal.reason
      throw new FileError('EBADF', String(fd))
    }
    return descriptor.file
  }

  read(fd: number, most = 65_536): Promise<Uint8Array | undefined> {
    return this.readFrom(this.file(fd), most)
  }

  /** Reads from an open file. It takes its time, so that who reads a device that never ends leaves the others theirs. */
  async readFrom(file: OpenFile, most = 65_536): Promise<Uint8Array | undefined> {
    const chunk = await file.read(most, this.signal)
    if (chunk) await this.compute(chunk.length / READ_BYTES_PER_MS)
    return chunk
  }

  /** Says how much memory the process holds beyond its program; the kernel may end it for that. */
  hold(bytes: number): void {
    this.memoryBytes = PROGRAM_BYTES + bytes
  }

  write(fd: number, data: string | Uint8Array): Promise<void> | void {
    if (data.length === 0) return
    return this.file(fd).write(typeof data === 'string' ? encoder.encode(data) : data, this.signal)
  }

  /** Puts `file` at `fd`; what was there is released. */
  setDescriptor(fd: number, descriptor: Descriptor | undefined): void {
    // Nothing is kept open by a process that has ended.
    if (this.#status) return descriptor?.release()
    this.descriptors.get(fd)?.release()
    if (descriptor) this.descriptors.set(fd, descriptor)
    else this.descriptors.delete(fd)
  }
}
