import { spawn } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startBackend } from './backend.ts'
import { buildSite } from './build-site.ts'
import { forwardPages } from './forward-pages.ts'
import { findPrograms, NoWorkstations } from './jail/programs.ts'
import type { Server } from './server.ts'
import type { StartArguments } from './start-arguments.ts'
import { openSqliteStore } from './store/sqlite.ts'

/** A backend that has just begun answers late on a busy machine. */
const ANSWER_MS = 5_000
/** How many ports are tried from the wanted one on. */
const PORTS_TRIED = 20

interface StartOptions extends StartArguments {
  /** The checkout. */
  root: string
  say(line: string): void
}

/** Prepares what is missing and serves everything; says what it does and where the page is. */
export async function start(options: StartOptions): Promise<Server> {
  const { root, host, port, publicHosts, limits, pace, pages } = options
  const say = (line: string) => options.say(line)
  const cache = join(root, '.reconcile')
  const state = options.state ?? join(cache, 'state')
  await mkdir(state, { recursive: true }).catch(({ message }: Error) => {
    throw new Error(`${state} cannot be made (${message}): choose another folder with --state.`)
  })
  const other = await otherBackend(join(state, 'running.json'))
  if (other) throw new Error(`Reconcile already runs at ${other.url} (process ${other.pid}); end that one first.`)
  // Before anything is prepared: of two that begin at once, one goes on.
  const store = openSqliteStore(join(state, 'reconcile.db'))

  const [programs] = await Promise.all([
    preparePrograms(join(cache, 'tools'), pace, say),
    pages ? undefined : buildSite({ root, stamp: join(cache, 'site'), say }),
  ])
  const backend = {
    root,
    host,
    port,
    publicHosts,
    limits,
    pace,
    dist: join(root, 'dist'),
    state,
    store,
    programs,
    prepare: true,
  }
  const server = await listen({ ...backend, ...(pages && { pages: forwardPages(pages) }) }, say)
  await writeFile(join(state, 'running.json'), JSON.stringify({ pid: process.pid, url: server.url }))
  say(`Reconcile is at ${server.url}  (Ctrl+C ends it)`)
  say(`Its submissions are signed with the key ${server.signingKey}`)
  if (options.open) openBrowser(server.url)
  return {
    url: server.url,
    async close() {
      await server.close()
      await store.close()
      await rm(join(state, 'running.json'), { force: true })
    },
  }
}

async function preparePrograms(cache: string, pace: number, say: (line: string) => void) {
  let shown = -1
  try {
    return await findPrograms({
      cache,
      pace,
      say,
      onProgress({ doneBytes, totalBytes }) {
        const tenth = Math.floor((10 * doneBytes) / totalBytes)
        if (tenth === shown) return
        shown = tenth
        say(`unpacking kubectl, helm and aws: ${tenth * 10} % of ${Math.round(totalBytes / 1e6)} MB`)
      },
    })
  } catch (error) {
    if (!(error instanceof NoWorkstations)) throw error
    say(error.message)
    return error.message
  }
}

async function listen(options: Parameters<typeof startBackend>[0], say: (line: string) => void) {
  for (let port = options.port; ; port++) {
    try {
      return await startBackend({ ...options, port })
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EADDRNOTAVAIL')
        throw new Error(`This machine has no address ${options.host}: see to --host.`, { cause: error })
      if (code === 'EACCES')
        throw new Error(`Port ${port} needs rights that this process has not: choose another one with --port.`, {
          cause: error,
        })
      if (code !== 'EADDRINUSE' || port >= options.port + PORTS_TRIED) throw error
      say(`port ${port} is taken; trying ${port + 1}`)
    }
  }
}

async function otherBackend(path: string): Promise<{ pid: number; url: string } | undefined> {
  try {
    const other = JSON.parse(await readFile(path, 'utf8')) as { pid: number; url: string }
    process.kill(other.pid, 0)
    // A process number is used again after a restart of the machine; only a backend of ours answers there.
    const health = await fetch(new URL('/api/health', other.url), { signal: AbortSignal.timeout(ANSWER_MS) })
    return health.ok ? other : undefined
  } catch {
    // No such file, no such process or nobody there: it does not run.
    return undefined
  }
}

function openBrowser(url: string): void {
  const hasDisplay = process.platform === 'darwin' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']
  if (!hasDisplay || process.env['CI']) return
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open'
  // A machine without an opener has the address on the screen.
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}
