#!/usr/bin/env node
// `npm start`, `npm test` and the others begin here, in plain JavaScript that any Node since 20 runs: installs what is missing, then hands
// the script over to the Node that the project brings: `node scripts/run.mjs scripts/start.ts --port 8080`.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installPackages } from './install-packages.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const major = Number(process.versions.node.split('.')[0])
if (major < 20) {
  console.error(`Node ${process.versions.node} is too old: install Node 20 or newer from https://nodejs.org`)
  process.exit(1)
}

let node
try {
  node = installPackages(root, (line) => console.log(line))
} catch (error) {
  const { code, message } = error
  console.error(code ? `The packages cannot be installed (${message}): see to the disk's room and rights.` : message)
  process.exit(1)
}

const [script, ...rest] = process.argv.slice(2)
// More than a thousand source files are compiled at the first start only.
const env = { ...process.env, NODE_COMPILE_CACHE: join(root, '.reconcile/compiled') }
const child = spawn(node, [join(root, script), ...rest], { cwd: root, stdio: 'inherit', env })
// The terminal's Ctrl+C reaches the child by itself; what is sent to this process alone is passed on.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
