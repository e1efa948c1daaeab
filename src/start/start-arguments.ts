import { isIP } from 'node:net'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { SESSION_LIMITS, type SessionLimits } from '#sandbox'

const MINUTE_MS = 60_000

/** What the command line says of a backend. */
export interface StartArguments {
  host: string
  port: number
  publicHosts: readonly string[]
  pace: number
  /** Show the page when there is a display. */
  open: boolean
  /** Keeps sessions across restarts; a folder of the checkout unless told otherwise. */
  state?: string
  /** The site's development server, in place of a build. */
  pages?: string
  limits: Partial<SessionLimits>
}

export const USAGE = `usage: npm start -- [OPTION…]

  --port P           where it listens; a busy one gives way to the next free one (7450, or $PORT)
  --host H           the address that it listens at; 0.0.0.0 lets other machines in (127.0.0.1, or the address $HOST)
  --public-host N    a name under which pages may be asked for, such as course.example.com; may be given again
  --state DIR        keeps sessions, files and progress (.reconcile/state)
  --sessions N       learners in memory at a time (${SESSION_LIMITS.sessions})
  --idle-minutes N   after so long without a page a learner's shells end, and the lab is put away (${SESSION_LIMITS.idleMs / MINUTE_MS})
  --pace P           by how much AWS' waiting times are divided; 1 is real life (20)
  --no-open          does not show the page in a browser
  --help             prints this`

const text = { type: 'string' } as const
const OPTIONS = {
  port: text,
  host: text,
  'public-host': { ...text, multiple: true, default: [] as string[] },
  state: text,
  sessions: text,
  'idle-minutes': text,
  pace: text,
  'no-open': { type: 'boolean', default: false },
  // The site's development server, for `npm run dev`.
  pages: text,
} satisfies ParseArgsOptionsConfig

/** Reads the command line. @throws with what is wrong, as a sentence. */
export function readStartArguments(args: readonly string[], env: NodeJS.ProcessEnv): StartArguments {
  const { values } = parseArgs({ args: [...args], options: OPTIONS })
  const { state, pages } = values
  // Some shells and compilers put the machine's name there.
  const address = isIP(env['HOST'] ?? '') === 0 ? undefined : env['HOST']
  const idleMinutes = number('idle-minutes', values['idle-minutes'], 1, 100_000)
  const sessions = integer('sessions', values.sessions, 1, 1_000_000)
  return {
    host: values.host ?? address ?? '127.0.0.1',
    port: integer('port', values.port ?? env['PORT'], 0, 65_535) ?? 7450,
    publicHosts: values['public-host'].map((name) => name.toLowerCase()),
    pace: number('pace', values.pace, 0.01, 100_000) ?? 20,
    open: !values['no-open'],
    ...(state !== undefined && { state }),
    ...(pages !== undefined && { pages }),
    limits: {
      ...(sessions !== undefined && { sessions }),
      ...(idleMinutes !== undefined && { idleMs: idleMinutes * MINUTE_MS }),
    },
  }
}

function number(name: string, value: string | undefined, least: number, most: number): number | undefined {
  if (value === undefined) return undefined
  const parsed = value.trim() === '' ? NaN : Number(value)
  if (!(parsed >= least && parsed <= most)) throw new RangeError(`--${name} takes a number from ${least} to ${most}.`)
  return parsed
}

function integer(name: string, value: string | undefined, least: number, most: number): number | undefined {
  const parsed = number(name, value, least, most)
  if (parsed !== undefined && !Number.isInteger(parsed)) throw new RangeError(`--${name} takes a whole number.`)
  return parsed
}
