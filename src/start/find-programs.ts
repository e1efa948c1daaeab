import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { promisify } from 'node:util'
import { ensurePacedWaiters, ensureTools, UnsupportedPlatform, type ToolsProgress } from '#lab'
import type { Programs } from '#sandbox'

const run = promisify(execFile)

/** A machine that cannot run workstations; `message` is one sentence that says what to do about it. */
export class NoWorkstations extends Error {}

/**
 * Finds bubblewrap and Python, has Debian install what is missing where we may, and unpacks the tools.
 *
 * @param options.pace by how much AWS' waiting times are divided.
 * @param options.say tells what is being done, when it takes a while.
 * @throws `NoWorkstations`.
 */
export async function findPrograms(options: {
  cache: string
  pace: number
  say: (line: string) => void
  onProgress?: (progress: ToolsProgress) => void
}): Promise<Programs> {
  const missing = []
  if (!(await find('bwrap'))) missing.push('bubblewrap')
  if (!(await find('python3'))) missing.push('python3')
  if (missing.length > 0) await install(missing, options.say)
  const [bwrap, python] = [await find('bwrap'), await find('python3')]
  if (!bwrap || !python) {
    throw new NoWorkstations(
      `Terminals need ${missing.join(' and ')}: install what is missing (on Debian and Ubuntu "sudo apt-get install ${missing.join(' ')}") and start again.`,
    )
  }
  const refusal = await tryJail(bwrap)
  if (refusal !== undefined) {
    throw new NoWorkstations(
      `Terminals need a jail, which bubblewrap cannot make here (${refusal}): allow user namespaces, or start the container with --privileged; the pages play their recordings.`,
    )
  }
  try {
    const [tools, awsData] = await Promise.all([ensureTools({ ...options, python }), ensurePacedWaiters(options)])
    return { bwrap, python, tools, awsData }
  } catch (error) {
    if (!(error instanceof UnsupportedPlatform)) throw error
    throw new NoWorkstations('Terminals need Linux on x64; on this machine the pages play their recordings.')
  }
}

// The jail shows /usr and nothing else of the machine, so programs of other folders do not count.
async function find(name: string): Promise<string | undefined> {
  for (const folder of ['/usr/bin', '/bin']) {
    const path = `${folder}/${name}`
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path
  }
  return undefined
}

/** @returns what bubblewrap says against a jail: containers and hardened kernels do not let it make one. */
async function tryJail(bwrap: string): Promise<string | undefined> {
  const isolate = ['--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts']
  const mounts = ['--ro-bind', '/', '/', '--proc', '/proc', '--dev', '/dev']
  try {
    await run(bwrap, [...(process.getuid?.() === 0 ? [] : ['--unshare-user']), ...isolate, ...mounts, '/bin/true'])
    return undefined
  } catch (error) {
    return ((error as { stderr?: string }).stderr ?? String(error)).trim().split('\n').at(-1)
  }
}

async function install(packages: string[], say: (line: string) => void): Promise<void> {
  if (process.getuid?.() !== 0 || !(await find('apt-get'))) return
  say(`installing ${packages.join(' and ')} with apt`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env })
  try {
    await install().catch(async () => {
      await run('apt-get', ['update'], { env })
      await install()
    })
  } catch (error) {
    say(`apt could not install them: ${(error as Error).message.split('\n').at(-1)}`)
  }
}
