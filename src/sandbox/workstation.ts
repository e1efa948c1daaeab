import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '#base'
import type { Lab } from '#lab'
import { createMeasuringNeed, isWithinLimit, prepareFolder, shrink, type SessionFolder } from './home.ts'
import { openJail, type Jail } from './jail/jail.ts'
import type { Programs } from './jail/jail.ts'
import type { Store } from './store/store.ts'
import { Terminal, type RanCommand, type SavedTerminal } from './terminal.ts'

/** The agent's word for a terminal that could not be opened. */
const NO_ROOM = 126
/** How often it is looked whether a running workstation's files are to be measured. */
const MEASURE_EVERY_MS = 2000
/** A screen is kept so long after something was printed. */
const SAVE_AFTER_MS = 2000

export interface WorkstationOptions {
  /** The lab, which may still be on its way. */
  lab(): Promise<Lab>
  /** Its name in the store. */
  id: string
  programs: Programs
  store: Store
  /** Holds its files. */
  folder: string
  /** The course's pages. */
  course: string
  userId?: number | undefined
  log: Log
  onClosed(terminal: number, end: { exitCode?: number; reason?: string }): void
  onCommand(ran: RanCommand): void
}

/** The learner's machine: its files, its shells, its way to the lab. */
export interface Workstation {
  readonly terminals: ReadonlyMap<number, Terminal>
  /** A terminal that runs, or a new one. */
  open(number: number, size: { cols: number; rows: number }): Promise<Terminal>
  /** Puts the files that a page works with into the home; what is there stays as it is. */
  provide(page: string): Promise<void>
  /** Writes what aws and kubectl need to know of a new lab. */
  setUp(kubeconfig: string | undefined): Promise<void>
  /** Writes what all screens show. */
  save(): Promise<void>
  close(): Promise<void>
}

/** Starts a workstation; its jail is made beside the lab, and is there before the first terminal is asked for. */
export async function openWorkstation(options: WorkstationOptions): Promise<Workstation> {
  const { id, programs, store, userId, log } = options
  const files: SessionFolder = await prepareFolder(options.folder, userId)
  const terminals = new Map<number, Terminal>()
  const failed = (error: unknown) => log.error('a workstation failed', { id, error })
  let reason: string | undefined
  let jail: Promise<Jail> | undefined

  const startJail = () =>
    openJail(
      { programs, ...files, course: options.course, ...(userId !== undefined && { userId }) },
      {
        onData: (number, bytes) => terminals.get(number)?.print(bytes),
        onExit(number, exitCode) {
          // Whatever fills the jail has left its shell, so only the whole jail can be ended.
          if (exitCode === NO_ROOM) endJail('the limit of processes was reached')
          else end(number, { exitCode }).catch(failed)
        },
        onConnection(socket) {
          options.lab().then(
            ({ gateway }) => gateway.serve(socket),
            () => socket.destroy(),
          )
        },
        onUnnamedFiles: () => endJail('the limit of files was reached by deleted ones'),
        onEnd() {
          jail = undefined
          for (const number of terminals.keys())
            end(number, { reason: reason ?? 'the workstation was ended' }).catch(failed)
          reason = undefined
        },
      },
    )
  const endJail = (why: string) => {
    reason = why
    jail?.then((host) => host.close()).catch(failed)
  }
  const running = () => {
    jail ??= startJail()
    // Whoever waits for it hears of a failure, and the next one tries again.
    jail.catch(() => (jail = undefined))
    return jail
  }

  async function end(number: number, how: { exitCode?: number; reason?: string }): Promise<void> {
    const terminal = terminals.get(number)
    if (!terminal) return
    terminals.delete(number)
    options.onClosed(number, how)
    terminal.dispose()
    // A shell that was left is not shown again; one that was ended by a limit is.
    if (how.exitCode !== undefined) await store.putDocument(id, 'terminal', String(number), null)
  }

  async function saveScreens(): Promise<void> {
    for (const [number, terminal] of terminals)
      if (terminal.dirty) await store.putDocument(id, 'terminal', String(number), terminal.save())
  }

  const isToBeMeasured = createMeasuringNeed(files, () => performance.now())
  async function measure(): Promise<void> {
    if (terminals.size === 0 || !(await isToBeMeasured()) || (await isWithinLimit(files))) return
    reason = 'the limit of files was reached; the newest were deleted'
    await (await running()).close()
    await shrink(files)
  }

  const saving = setInterval(() => void saveScreens().catch(failed), SAVE_AFTER_MS)
  let measuring: Promise<void> | undefined
  const measuringTimer = setInterval(() => {
    measuring ??= measure()
      .catch(failed)
      .finally(() => (measuring = undefined))
  }, MEASURE_EVERY_MS)

  async function close(): Promise<void> {
    clearInterval(saving)
    clearInterval(measuringTimer)
    await saveScreens().catch(failed)
    const host = await jail?.catch(() => undefined)
    await host?.close()
  }

  const trust = async (lab: Lab) => {
    await writeFile(files.caFile, lab.authority.certificatePem)
    return lab
  }
  const [lab] = await Promise.all([options.lab().then(trust), running()]).catch(async (error: unknown) => {
    await close()
    throw error
  })

  return {
    terminals,
    async open(number, size) {
      await measuring
      const host = await running()
      const known = terminals.get(number)
      if (known) return known
      const saved = (await store.getDocument(id, 'terminal', String(number))) as SavedTerminal | null | undefined
      // Another page may have asked for the same terminal meanwhile.
      const other = terminals.get(number)
      if (other) return other
      const terminal = new Terminal({
        number,
        jail: host,
        size,
        saved: saved ?? undefined,
        onCommand: (ran) => options.onCommand(ran),
      })
      terminals.set(number, terminal)
      return terminal
    },
    async provide(page) {
      // Copied by the learner's own rights, inside the jail: the home may hold links to anywhere.
      if (!existsSync(join(options.course, page, 'files'))) return
      ;(await running()).run(['cp', '-rn', `/opt/course/${page}/files/.`, '/home/learner'])
    },
    async setUp(kubeconfig) {
      const { account } = lab
      const { accessKeyId, secretAccessKey } = account.credentials
      const written = [
        ['.aws/config', `[default]\nregion = ${account.region}\noutput = json\n`],
        [
          '.aws/credentials',
          `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
        ],
        ...(kubeconfig === undefined ? [] : [['.kube/config', kubeconfig]]),
      ].flat()
      const host = await running()
      // By the learner's own rights too. What an earlier lab left behind would name clusters that are gone.
      host.run(['/bin/sh', '-c', 'rm -rf .kube; mkdir -pm 700 .aws .kube'])
      host.run([
        '/bin/sh',
        '-c',
        'umask 077; while [ $# -gt 0 ]; do printf %s "$2" >"$1"; shift 2; done',
        'sh',
        ...written,
      ])
    },
    save: saveScreens,
    close,
  }
}
