#!/usr/bin/env node
// `npm run dev`: the site's development server, and the backend before it, each started anew when its sources change. Takes the options of `npm start`.
import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'

const PAGES_PORT = '7461'
// The Node that the project brings, which runs this, too.
const node = process.execPath
const options = process.argv.slice(2)
if (options.includes('--help'))
  process.exit(spawnSync(node, ['scripts/start.ts', '--help'], { stdio: 'inherit' }).status ?? 1)
const children = [
  spawn(node, ['node_modules/.bin/astro', 'dev', '--port', PAGES_PORT], { stdio: 'inherit' }),
  spawn(
    node,
    [
      '--watch',
      '--watch-preserve-output',
      'scripts/start.ts',
      '--no-open',
      '--pages',
      `http://localhost:${PAGES_PORT}`,
      ...options,
    ],
    { stdio: 'inherit' },
  ),
]
/** Ends both; the first reason is the exit status. */
const end = (/** @type {number} */ status) => {
  process.exitCode ??= status
  children.forEach((child) => child.kill('SIGTERM'))
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => end(128 + constants.signals[signal]))
for (const child of children) child.on('exit', (code) => end(code ?? 1))
