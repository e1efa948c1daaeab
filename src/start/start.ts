import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { openSqliteStore, startBackend, type Server } from '#sandbox'
import { buildSite } from './build-site.ts'
import { findPrograms, NoWorkstations } from './find-programs.ts'
import { forwardPages } from './forward-pages.ts'
import { makeFolder } from './make-folder.ts'
import { noteRunning, otherBackend } from './other-backend.ts'
import type { StartArguments } from './start-arguments.ts'

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
  await makeFolder(state).catch(({ message }: Error) => {
    throw new Error(`${state} cannot be made (${message}): choose another folder with --state.`)
  })
  const other = await otherBackend(state)
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
  const forget = await noteRunning(state, server.url)
  say(`Reconcile is at ${server.url}  (Ctrl+C ends it)`)
  say(`Its submissions are signed with the key ${server.signingKey}`)
  if (options.open) openBrowser(server.url)
  return {
    url: server.url,
    async close() {
      await server.close()
      await store.close()
      await forget()
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

function openBrowser(url: string): void {
  const hasDisplay = process.platform === 'darwin' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']
  if (!hasDisplay || process.env['CI']) return
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open'
  // A machine without an opener has the address on the screen.
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}
