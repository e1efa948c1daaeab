// Installs the project's packages, in plain JavaScript that any Node since 20 runs.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What npm calls a registry that does not answer. */
const UNREACHABLE =
  /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/

/**
 * Installs the packages of `root` unless its lockfile's are there.
 *
 * @param {string} root the checkout
 * @param {(line: string) => void} say tells what takes a while
 * @returns {Promise<string>} the Node that the packages bring
 * @throws {Error} whose message is one sentence that says what to do
 */
export async function installPackages(root, say) {
  const folder = join(root, 'node_modules')
  const stamp = join(folder, '.reconcile-lock')
  const begunMark = join(folder, '.reconcile-begun')
  const node = join(folder, 'node/bin/node')
  const lockfile = readFileSync(join(root, 'package-lock.json'))
  const lock = createHash('sha256').update(lockfile).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(node)) return node

  const npm = (/** @type {string[]} */ args, /** @type {'inherit' | 'pipe'} */ output) => runNpm(root, args, output)
  // npm takes a package that was half written for a whole one.
  if (existsSync(begunMark)) rmSync(folder, { recursive: true })
  const begun = Date.now()
  // Where nobody answers npm asks for each package several times, for an hour.
  const asked = await npm(['ping', '--fetch-retries=1', '--fetch-retry-mintimeout=500'], 'pipe')
  const unreachable = asked.status === 0 ? undefined : UNREACHABLE.exec(asked.stderr)?.[1]
  say('installing packages (about a minute, once)')
  mkdirSync(folder, { recursive: true })
  writeFileSync(begunMark, '')
  // Not `npm ci`: it refuses a lockfile that was made where another platform's optional packages could not be looked up.
  const args = ['install', '--no-save', '--no-fund', '--no-audit', '--prefer-offline']
  const result = unreachable
    ? await npm([...args, '--fetch-retries=0', '--loglevel=silent'], 'pipe')
    : await npm([...args, '--loglevel=error'], 'inherit')
  if (result.status !== 0) {
    throw new Error(
      unreachable
        ? `npm cannot reach its registry (${unreachable}), and has not kept all packages: see to the network, or to npm's proxy and registry settings ("npm config list"), and start again.`
        : "npm could not install the packages; its message is above. See to that (the network, the disk's room), and start again.",
    )
  }
  if (!existsSync(node)) {
    throw new Error(
      'npm did not bring Node 24, which a script of its package puts in place: allow such scripts ("npm config set ignore-scripts false"), and start again.',
    )
  }
  writeFileSync(stamp, lock)
  rmSync(begunMark)
  say(`installed packages in ${Math.round((Date.now() - begun) / 1000)} s`)
  return node
}

/**
 * Runs npm to its end, or to the end of this process: npm by itself goes on when it is interrupted, and so do the scripts of packages.
 *
 * @param {string} cwd
 * @param {string[]} args
 * @param {'inherit' | 'pipe'} output
 * @returns {Promise<{ status: number | null, stderr: string }>}
 * @throws {Error} when there is no npm
 */
function runNpm(cwd, args, output) {
  const isWindows = process.platform === 'win32'
  const child = spawn('npm', args, {
    cwd,
    stdio: ['ignore', output, output],
    shell: isWindows,
    // A group of their own, which can be ended as one.
    detached: !isWindows,
  })
  const end = () => (isWindows ? child.kill() : child.pid && process.kill(-child.pid, 'SIGKILL'))
  process.once('exit', end)
  let stderr = ''
  child.stderr?.on('data', (chunk) => (stderr += chunk))
  child.stdout?.resume()
  return new Promise((resolve, reject) => {
    child.on('error', () =>
      reject(new Error('npm is not there: install Node 20 or newer with npm from https://nodejs.org.')),
    )
    child.on('close', (status) => {
      process.off('exit', end)
      resolve({ status, stderr })
    })
  })
}
