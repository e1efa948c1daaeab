import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore, startBackend, type BackendOptions, type Server } from '#sandbox'
import { findPrograms } from '#start'
import { TEST_PACE } from '../pace.ts'
import { openPage, type Page } from './page.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** A backend on a free port, whose state outlives it until it is disposed of. */
export interface TestBackend extends AsyncDisposable {
  readonly state: string
  readonly url: string
  /** Ends the server and starts another one on the same state and port. */
  restart(): Promise<void>
  /** A new learner's cookie. */
  cookie(): Promise<string>
  /** A page of that learner, connected and welcomed. */
  page(cookie: string, page?: string, scenario?: string): Promise<Page>
}

/** Starts a backend of the real thing: jails, labs, SQLite. */
export async function startTestBackend(options: Partial<BackendOptions> = {}): Promise<TestBackend> {
  const state = await mkdtemp(join(tmpdir(), 'backend-'))
  const programs = await findPrograms({ cache: join(ROOT, '.reconcile/tools'), pace: TEST_PACE, say: console.log })
  const begin = async (port = 0): Promise<Server> => {
    const store = openSqliteStore(join(state, 'reconcile.db'))
    const server = await startBackend({
      root: ROOT,
      dist: join(ROOT, 'dist'),
      host: '127.0.0.1',
      port,
      pace: TEST_PACE,
      state,
      programs,
      store,
      ...options,
    })
    return {
      ...server,
      async close() {
        await server.close()
        await store.close()
      },
    }
  }
  let server = await begin()
  return {
    state,
    get url() {
      return server.url
    },
    async restart() {
      const port = Number(new URL(server.url).port)
      await server.close()
      server = await begin(port)
    },
    async cookie() {
      const answer = await fetch(new URL('/api/health', server.url))
      return answer.headers.get('set-cookie')!.split(';')[0]!
    },
    page: (cookie, page = 'exercises/exercise-1', scenario) => openPage(server.url, cookie, page, scenario),
    async [Symbol.asyncDispose]() {
      await server.close()
      await rm(state, { recursive: true, force: true })
    },
  }
}
