#!/usr/bin/env node
// `npm start`, `npm test` and the others begin here, in plain JavaScript that any Node since 20 runs: installs what is missing, then hands
// the script over to the Node that the project brings: `node scripts/run.mjs scripts/start.ts --port 8080`.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installPackages } from './install-packages.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const major = Number(process.versions.node.split('.')[0])
if (major < 20) {
  console.error(`Node ${process.versions.node} is too old: install Node 20 or newer from https://nodejs.org`)
  process.exit(1)
}

/** What a shell calls the end by a signal: 130 for Ctrl+C. */
const statusOf = (/** @type {NodeJS.Signals} */ signal) => 128 + constants.signals[signal]

let child
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => {
    if (!child) process.exit(statusOf(signal))
    // What a terminal sends (its Ctrl+C, its end) reaches the child by itself; what is sent to this process alone is passed on.
    if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal)
  })

let node
try {
  node = await installPackages(root, (line) => console.log(line))
} catch (error) {
  const { code, message } = error
  console.error(code ? `The packages cannot be installed (${message}): see to the disk's room and rights.` : message)
  process.exit(1)
}

const [script, ...rest] = process.argv.slice(2)
// More than a thousand source files are compiled at the first start only.
const env = { ...process.env, NODE_COMPILE_CACHE: join(root, '.reconcile/compiled') }
child = spawn(node, [join(root, script), ...rest], { cwd: root, stdio: 'inherit', env })
child.on('exit', (code, signal) => process.exit(signal ? statusOf(signal) : code))
