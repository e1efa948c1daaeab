import { FileError } from '../files/file-error.ts'
import { FileView } from '../files/file-view.ts'
import type { Descriptor } from '../files/open-file.ts'
import { readExecutable } from './executable.ts'
import { Process, type ProcessWorld, type Program } from './process.ts'
import { SIGNALS, type SignalName } from './signals.ts'

export interface SpawnOptions {
  argv: readonly string[]
  env?: ReadonlyMap<string, string>
  /** The child's whole table; references are taken over. The parent's descriptors are inherited when absent. */
  descriptors?: ReadonlyMap<number, Descriptor>
  /** Signals back to their defaults, but for those that the parent ignores. */
  ignored?: readonly SignalName[]
}

const MAX_INTERPRETERS = 4

/** A child process that does nothing yet: with copies of what a process inherits. */
export function fork(parent: Process, options: SpawnOptions): Process {
  const { files } = parent
  const { uid, gid, groups } = files.viewer
  const view = new FileView(files.mounts, { uid, gid, groups }, files.now, files.cwd)
  view.umask = files.umask
  const child = new Process({
    world: parent.world,
    argv: options.argv,
    env: options.env ?? parent.env,
    files: view,
    namespace: parent.namespace,
    group: parent.group,
    parent,
    descriptors: options.descriptors ?? inherit(parent.descriptors),
  })
  for (const signal of options.ignored ?? ignoredSignals(parent)) child.onSignal(signal, 'ignore')
  return child
}

/** Another reference to each descriptor. */
export function inherit(descriptors: ReadonlyMap<number, Descriptor>): Map<number, Descriptor> {
  return new Map(Array.from(descriptors, ([fd, descriptor]) => [fd, descriptor.retain()]))
}

/**
 * The program behind a path, and the arguments that it gets.
 * @throws FileError ENOENT, EACCES, ENOEXEC…
 */
export async function loadProgram(
  world: ProcessWorld,
  files: FileView,
  path: string,
  argv: readonly string[],
): Promise<{ program: Program; argv: readonly string[] }> {
  for (let depth = 0; depth < MAX_INTERPRETERS; depth++) {
    const executable = readExecutable(files, path)
    if ('program' in executable) {
      const program = await world.programs.load(executable.program)
      if (!program) throw new FileError('ENOEXEC', path)
      return { program, argv }
    }
    const { interpreter } = executable
    argv = [...interpreter, path, ...argv.slice(1)]
    path = interpreter[0]!
  }
  throw new FileError('ELOOP', path)
}

/** Starts the program at `path` as a child. @throws FileError as `loadProgram` */
export async function spawn(parent: Process, path: string, options: SpawnOptions): Promise<Process> {
  const { program, argv } = await loadProgram(parent.world, parent.files, path, options.argv)
  const child = fork(parent, { ...options, argv })
  void child.run(program)
  return child
}

/** Goes on as the program at `path` in the same process; resolves with its exit code. @throws FileError as `loadProgram` */
export async function become(process: Process, path: string, argv: readonly string[]): Promise<number> {
  const loaded = await loadProgram(process.world, process.files, path, argv)
  process.argv = loaded.argv
  process.title = undefined
  for (const signal of Object.keys(SIGNALS) as SignalName[])
    if (!process.ignores(signal)) process.onSignal(signal, undefined)
  return loaded.program(process)
}

function ignoredSignals(process: Process): SignalName[] {
  return (Object.keys(SIGNALS) as SignalName[]).filter((signal) => process.ignores(signal))
}
