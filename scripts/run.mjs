#!/usr/bin/env node
// `npm start`, `npm test` and the others begin here, in plain JavaScript that any Node since 20 runs: installs what is missing, then hands
// the script over to the Node that the project brings: `node scripts/run.mjs scripts/start.ts --port 8080`.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const major = Number(process.versions.node.split('.')[0])
if (major < 20) {
  console.error(`Node ${process.versions.node} is too old: install Node 20 or newer from https://nodejs.org`)
  process.exit(1)
}

const stamp = join(root, 'node_modules/.reconcile-lock')
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const node = join(root, 'node_modules/node/bin/node')
const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(node)
if (!installed) {
  console.log('installing packages (about a minute, once)')
  const begun = Date.now()
  // Not `npm ci`: it refuses a lockfile that was made where another platform's optional packages could not be looked up.
  const args = ['install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error']
  const result = spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (result.status !== 0) {
    console.error(
      'npm could not install the packages; its message is above. See to that (often the network), and start again.',
    )
    process.exit(1)
  }
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, lock)
  console.log(`installed packages in ${Math.round((Date.now() - begun) / 1000)} s`)
}

const [script, ...rest] = process.argv.slice(2)
// More than a thousand source files are compiled at the first start only.
const env = { ...process.env, NODE_COMPILE_CACHE: join(root, '.reconcile/compiled') }
const child = spawn(node, [join(root, script), ...rest], { cwd: root, stdio: 'inherit', env })
// The terminal's Ctrl+C reaches the child by itself; what is sent to this process alone is passed on.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
