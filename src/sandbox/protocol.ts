/**
 * What a page and the sandbox backend say to each other over one WebSocket per browser tab.
 *
 * Text messages are JSON frames, one of the schemas below. Binary messages are terminal data in both directions: one byte
 * with the terminal's number, then bytes of the PTY. The first frame of a page is `hello`, the backend's answer `welcome`;
 * anything that does not parse, or comes before `hello`, closes the connection with `CloseCode.badFrame` and nothing else.
 *
 * A session (a cookie) outlives its sockets. `terminal.open` on a terminal that runs attaches to it: the backend answers
 * `terminal.opened`, then sends the scrollback as data, then what is new. Terminals belong to the session: two tabs that
 * open the same number see the same shell.
 */
import * as z from 'zod/mini'

/** Each frame carries it as `v`; the backend refuses another one by name. */
export const PROTOCOL_VERSION = 1

/** Same origin as the pages. `GET` answers a `Health` and hands out the session's cookie when there is none. */
export const HEALTH_PATH = '/api/health'
export const SOCKET_PATH = '/api/socket'

/** A message larger than this closes its connection. */
export const MAX_CLIENT_MESSAGE_BYTES = 256 * 1024
export const MAX_SERVER_MESSAGE_BYTES = 8 * 1024 * 1024
/** Terminals are numbered from 0. */
export const MAX_TERMINALS = 16
/** The page reports what it has drawn (`terminal.ack`) at the latest after so many bytes; … */
export const ACK_EVERY_BYTES = 64 * 1024
/** … the backend stops reading the PTY while more than this is on its way to every page that shows it. */
export const MAX_UNACKED_BYTES = 512 * 1024

/** Why the backend closed a connection for good; with any other code the page tries again. */
export const CloseCode = {
  badFrame: 4400,
  badSession: 4401,
  tooMany: 4409,
  /** The session is over: it was ended, or its limit of idle time was reached. */
  ended: 4410,
} as const

const text = (maxLength: number) => z.string().check(z.maxLength(maxLength))
const count = (maximum: number) => z.number().check(z.int(), z.minimum(0), z.maximum(maximum))
/** Ids of exercises, tasks, scenarios, components, choices. */
const id = z.string().check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/))
const clusterName = z.string().check(z.regex(/^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/))
/** A page's slug: `chapter/page`; the home page is the empty string. */
const page = z.string().check(z.regex(/^(?:[a-z0-9-]{1,80}(?:\/[a-z0-9-]{1,80}){0,4})?$/))
const terminal = count(MAX_TERMINALS - 1)
const columns = z.number().check(z.int(), z.minimum(2), z.maximum(500))
const rows = z.number().check(z.int(), z.minimum(1), z.maximum(300))
const timeMs = z.number().check(z.int(), z.minimum(0), z.maximum(8.64e15))
const revision = z.number().check(z.int(), z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))
const answer = z.union([text(20_000), z.array(id).check(z.maxLength(20))])
/** A kind as kubectl takes it (`deploy`, `Pod`, `deployments.apps`) and a name. */
const objectQuery = z.strictObject({
  kind: text(253),
  namespace: z.optional(text(63)),
  name: z.string().check(z.minLength(1), z.maxLength(253)),
})
const status = z.enum(['pass', 'fail', 'waiting'])
const componentState = z.enum(['running', 'stopped'])

function frame<Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) {
  return z.strictObject({ v: z.literal(PROTOCOL_VERSION), type: z.literal(type), ...shape })
}

/** From the page to the backend. */
export const ClientFrame = z.discriminatedUnion('type', [
  frame('hello', {
    page,
    /** The state that the page begins in; a session has one lab for each. */
    scenario: z.optional(id),
  }),
  frame('ping', {}),
  frame('terminal.open', { terminal, cols: columns, rows }),
  frame('terminal.resize', { terminal, cols: columns, rows }),
  /** Ends the shell; leaving the page does not. */
  frame('terminal.close', { terminal }),
  /** Types `command` and a line feed. */
  frame('terminal.run', { terminal, command: text(8_192) }),
  /** So many bytes more have been drawn. */
  frame('terminal.ack', { terminal, bytes: count(0xffff_ffff) }),
  /** Evaluates now; verdicts of the page's exercises come by themselves whenever they change. */
  frame('check', { exercise: id, task: z.optional(id) }),
  frame('component.set', { cluster: clusterName, component: id, state: componentState }),
  /** Asks for `cluster.event` and `component.state` of a cluster, or for no more of them. */
  frame('cluster.watch', { cluster: clusterName, on: z.boolean() }),
  /**
   * Asks for `why.story`, now and whenever it changes: of an object, or of the last command; or for no more of them. Without a name it
   * is of the lab's first cluster: the page may have been opened before there was one.
   */
  frame('why.watch', { cluster: z.optional(clusterName), on: z.boolean(), about: z.optional(objectQuery) }),
  /** Shows the terminals' programs a cluster as it was at a revision, read-only; as it is without one. */
  frame('time.set', { cluster: clusterName, revision: z.optional(revision) }),
  /** Holds the controllers and the scheduler up, lets one reconcile through, or lets them go on. */
  frame('gate.set', { cluster: clusterName, to: z.enum(['closed', 'one', 'open']) }),
  frame('answer.save', { exercise: id, task: id, value: answer }),
  frame('hint.taken', { exercise: id, task: id, rung: z.number().check(z.int(), z.minimum(1), z.maximum(3)) }),
  frame('progress.get', {}),
  frame('submit', { exercise: id, learner: z.string().check(z.minLength(1), z.maxLength(200)) }),
  /** Puts the page's lab back to its start. */
  frame('lab.reset', {}),
])

const objectName = z.strictObject({ resource: text(253), namespace: z.optional(text(63)), name: text(253) })
/** What the scheduler found of nodes: points by plugin, or why the filter refused one. */
const scores = z
  .array(
    z.strictObject({
      node: text(253),
      total: z.optional(z.number()),
      points: z.optional(z.record(text(100), z.number())),
      refused: z.optional(text(2_000)),
    }),
  )
  .check(z.maxLength(20))
const ending = z.strictObject({
  /** The component that waits or gave up, and the rest of the sentence that begins with it. */
  who: text(253),
  what: text(2_000),
  state: z.enum(['waits', 'over']),
  about: objectName,
  /** Objects of which this is true. */
  count: count(1_000_000),
  scores: z.optional(scores),
})
const step = z.strictObject({
  revision,
  timeMs,
  who: text(253),
  person: z.boolean(),
  what: text(2_000),
  /** The revision of the step that made it act. */
  because: z.optional(revision),
  about: objectName,
  count: count(1_000_000),
  scores: z.optional(scores),
})

const verdict = {
  exercise: id,
  task: id,
  status,
  /** What the check found, and what it looks for, as sentences. */
  seen: text(4_000),
  wanted: text(4_000),
  /** The message of the known mistake that this state is. */
  mistake: z.optional(text(4_000)),
  /** Where it is explained: `#fragment` of the exercise's page, or `chapter/page/#fragment`. */
  help: z.optional(text(300)),
}

/** From the backend to the page. */
export const ServerFrame = z.discriminatedUnion('type', [
  frame('welcome', {
    session: text(64),
    lab: z.strictObject({
      id: text(128),
      scenario: id,
      /** `restored`: built again from its journal since the page last saw it. */
      state: z.enum(['new', 'same', 'restored']),
      clusters: z.array(clusterName).check(z.maxLength(100)),
    }),
    backend: text(64),
    /** The ones that run. */
    terminals: z.array(terminal).check(z.maxLength(MAX_TERMINALS)),
  }),
  frame('pong', {}),
  frame('terminal.opened', { terminal, cols: columns, rows }),
  /** The shell has ended (`exitCode`), or was ended by a limit (`reason`). */
  frame('terminal.closed', { terminal, exitCode: z.optional(count(255)), reason: z.optional(text(300)) }),
  frame('verdict', verdict),
  frame('component.state', { cluster: clusterName, component: id, state: componentState }),
  /** A write that was acknowledged by a cluster's store. */
  frame('cluster.event', {
    cluster: clusterName,
    revision,
    verb: z.enum(['create', 'update', 'delete']),
    /** `pods`, `deployments.apps`. */
    resource: text(253),
    namespace: z.optional(text(63)),
    name: text(253),
    /** The client that wrote, and the revision that made it act. */
    actor: text(253),
    cause: z.optional(revision),
    timeMs,
  }),
  /** Which component did what because of what. */
  frame('why.story', {
    cluster: clusterName,
    about: z.optional(objectName),
    steps: z.array(step).check(z.maxLength(200)),
    /** Earlier steps that were left out. */
    omitted: count(1_000_000),
    endings: z.array(ending).check(z.maxLength(50)),
    /** Pods that do not run. */
    stuck: z.array(ending).check(z.maxLength(50)),
    /** Revisions that can be shown. */
    oldest: revision,
    newest: revision,
    /** Whether controllers and scheduler are held up. */
    held: z.boolean(),
    /** The past revision that is shown; absent for now. */
    shown: z.optional(revision),
    timeMs,
  }),
  frame('progress', {
    verdicts: z.array(z.strictObject(verdict)).check(z.maxLength(1_000)),
    hints: z.array(z.strictObject({ exercise: id, task: id, rung: count(3) })).check(z.maxLength(1_000)),
    answers: z.array(z.strictObject({ exercise: id, task: id, value: answer, timeMs })).check(z.maxLength(1_000)),
  }),
  frame('saved', { exercise: id, task: id, timeMs }),
  /** The signed file, exactly as it is to be handed in. */
  frame('submission', { fileName: text(120), file: text(MAX_SERVER_MESSAGE_BYTES / 2) }),
  frame('error', {
    /** What a program branches on: `unknown-exercise`, `limit`, `lab-not-ready`. */
    code: id,
    message: text(1_000),
    /** What the learner can do about it, as a sentence. */
    remedy: text(1_000),
    /** The type of the frame that it answers. */
    about: z.optional(text(40)),
  }),
])

/** What `GET /api/health` answers. */
export const Health = z.object({ ok: z.literal(true), protocol: z.number(), backend: text(64) })

export type ClientFrame = z.infer<typeof ClientFrame>
export type ServerFrame = z.infer<typeof ServerFrame>
export type Health = z.infer<typeof Health>
export type Verdict = Omit<Extract<ServerFrame, { type: 'verdict' }>, 'v' | 'type'>
export type ObjectQuery = z.infer<typeof objectQuery>
export type Answer = z.infer<typeof answer>

/** A frame as it is written by its sender: without `v`. */
export type Outgoing<Frame> = Frame extends unknown ? Omit<Frame, 'v'> : never

/** Reads a text message. @throws when it is not one of the schema's frames. */
export function parseFrame<Schema extends typeof ClientFrame | typeof ServerFrame>(schema: Schema, message: string) {
  return z.parse(schema, JSON.parse(message)) as z.infer<Schema>
}

export function formatFrame(frame: Outgoing<ClientFrame> | Outgoing<ServerFrame>): string {
  return JSON.stringify({ v: PROTOCOL_VERSION, ...frame })
}

/** Terminal data as a binary message. */
export function packData(terminal: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(bytes.length + 1)
  message[0] = terminal
  message.set(bytes, 1)
  return message
}

/** @throws RangeError when the message is empty or names a terminal that cannot exist. */
export function unpackData(message: Uint8Array): { terminal: number; bytes: Uint8Array } {
  const terminal = message[0]
  if (terminal === undefined || terminal >= MAX_TERMINALS) throw new RangeError(`no terminal ${terminal}`)
  return { terminal, bytes: message.subarray(1) }
}
