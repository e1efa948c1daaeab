#!/usr/bin/env node
// `npm run dev`: the site's development server, and the backend before it, each started anew when its sources change.
import { spawn } from 'node:child_process'

const PAGES_PORT = '7461'
// The Node that the project brings, which runs this, too.
const node = process.execPath
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
    ],
    { stdio: 'inherit' },
  ),
]
const end = () => children.forEach((child) => child.kill('SIGTERM'))
process.on('SIGINT', end).on('SIGTERM', end)
for (const child of children) child.on('exit', end)
