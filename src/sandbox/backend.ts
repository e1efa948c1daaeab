import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createConsoleLog, createIds, createSystemClock } from '#base'
import { createSigner, generateSigningKey, type SigningKeyJwk } from '#course'
import { loadModels, scenarios, startLab } from '#lab'
import { loadCourse } from '../course/course-files.ts'
import type { Programs } from './jail/jail.ts'
import type { SessionContext } from './session-lab.ts'
import { startServer, type Server, type ServerOptions } from './server.ts'
import type { Store } from './store/store.ts'

/** A running backend. */
export interface Backend extends Server {
  /** The public key that its submissions are signed with. */
  signingKey: string
}

export interface BackendOptions extends Pick<ServerOptions, 'host' | 'port' | 'publicHosts' | 'limits' | 'pages'> {
  /** The checkout: course, version. */
  root: string
  /** The built site. */
  dist: string
  /** Keeps learners' files across restarts. */
  state: string
  /** Keeps everything else; whoever opened it closes it. */
  store: Store
  /** Absent where workstations cannot run, with the reason. */
  programs: Programs | string
  /** By how much AWS' waiting times are divided. */
  pace: number
  /** Brings the scenarios about before a learner asks for them. */
  prepare?: boolean
}

/** Opens the state and serves. @throws when the port is taken (`EADDRINUSE`). */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const { root, state, store, programs, pace } = options
  const files = join(state, 'sessions')
  await mkdir(files, { recursive: true, mode: 0o711 })
  const log = createConsoleLog('backend')
  const key = (await store.setting('signing-key', generateSigningKey)) as SigningKeyJwk
  const context = {
    store,
    course: await loadCourse(root),
    signer: await createSigner(key),
    clock: createSystemClock(),
    ids: createIds(),
    log,
    models: loadModels(),
    pace,
    programs,
    files,
    pages: join(root, 'content/docs'),
  }
  const server = await startServer({ ...options, context })
  if (options.prepare) void prepareScenarios(context)
  return { ...server, signingKey: context.signer.key }
}

/** The first lab of a scenario takes seconds, each one after it begins with a copy. */
async function prepareScenarios(context: SessionContext): Promise<void> {
  const { clock, ids, log, models, pace } = context
  const options = { id: 'prepared', clock, ids, log, models, pace, accountId: '111122223333', region: 'us-west-2' }
  for (const name of scenarios.keys()) {
    try {
      const lab = await startLab(name, options)
      lab.close()
    } catch (error) {
      log.error('a scenario could not be prepared', { name, error })
    }
  }
}
