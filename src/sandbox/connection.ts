import type { WebSocket } from 'ws'
import type { Log } from '#base'
import { CompactedError, type Cluster } from '#cluster'
import { UnknownTask, type Exercise } from '#course'
import type { LabCluster } from '#lab'
import {
  ClientFrame,
  CloseCode,
  formatFrame,
  MAX_SERVER_MESSAGE_BYTES,
  packData,
  parseFrame,
  unpackData,
  type Outgoing,
  type ServerFrame,
} from './protocol.ts'
import { Refusal } from './refusal.ts'
import type { Participant, SessionLab } from './session-lab.ts'
import type { Session } from './session.ts'
import type { Terminal, Viewer } from './terminal.ts'
import { watchCluster } from './watch-cluster.ts'
import { watchStory } from './watch-story.ts'

/** Frames that a page may send in a second; typing, drawing and checking stay far below. */
const FRAMES_PER_SECOND = 400
/** A page that does not take what it is sent is cut off; it comes back and is drawn anew. */
const MAX_BUFFERED_BYTES = 4 * MAX_SERVER_MESSAGE_BYTES

/** For pages that need no state of their own. */
const DEFAULT_SCENARIO = 'empty-account'

type Frame<Type extends ClientFrame['type']> = Extract<ClientFrame, { type: Type }>

/** Serves one page's WebSocket. */
export function serveConnection(options: {
  socket: WebSocket
  session: Session
  /** Names the process: a page that sees another one knows that the backend was restarted. */
  backend: string
  exerciseOf(page: string): Exercise | undefined
  log: Log
}): void {
  const { socket, session, backend, log } = options
  const viewers = new Map<number, { viewer: Viewer; terminal: Terminal }>()
  const watches = new Map<string, () => void>()
  const stories = new Map<LabCluster, () => void>()
  let place: { page: Participant; lab: SessionLab } | undefined
  let hasGreeted = false
  let frames = 0
  const window = setInterval(() => (frames = 0), 1000)

  const send = (frame: Outgoing<ServerFrame>) => transmit(formatFrame(frame))
  const transmit = (message: string | Uint8Array) => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate()
    else socket.send(message)
  }

  const handlers: { [Type in ClientFrame['type']]: (frame: Frame<Type>) => Promise<void> | void } = {
    hello,
    ping: () => send({ type: 'pong' }),
    'terminal.open': openTerminal,
    'terminal.resize': ({ terminal, cols, rows }) => viewers.get(terminal)?.terminal.resize({ cols, rows }),
    'terminal.close': ({ terminal }) => viewers.get(terminal)?.terminal.kill(),
    'terminal.run': ({ terminal, command }) => viewers.get(terminal)?.terminal.type(Buffer.from(`${command}\n`)),
    'terminal.ack'({ terminal, bytes }) {
      const shown = viewers.get(terminal)
      shown?.terminal.acknowledge(shown.viewer, bytes)
    },
    check: ({ exercise, task }) => here().check(exercise, task),
    async 'component.set'({ cluster: name, component: id, state }) {
      const component = (await cluster(name)).components.get(id)
      if (!component) throw new Refusal('unknown-component', `${name} has no component ${id}.`, 'Reload the page.')
      if (state === 'running') component.start()
      else component.stop()
      here().tell({ type: 'component.state', cluster: name, component: id, state })
    },
    async 'cluster.watch'({ cluster: name, on }) {
      watches.get(name)?.()
      watches.delete(name)
      if (on) watches.set(name, watchCluster(name, await cluster(name), send))
    },
    async 'why.watch'({ cluster: name, on, about }) {
      const lab = name === undefined ? firstCluster() : await labCluster(name)
      stories.get(lab)?.()
      stories.delete(lab)
      if (on) stories.set(lab, watchStory(lab, about, send))
      else letGo(lab)
    },
    async 'time.set'({ cluster: name, revision }) {
      try {
        ;(await labCluster(name)).show(revision)
      } catch (error) {
        if (!(error instanceof CompactedError)) throw error
        throw new Refusal('gone', `Revision ${revision} is no longer known.`, 'Choose a later one.')
      }
    },
    async 'gate.set'({ cluster: name, to }) {
      const { gate } = await cluster(name)
      if (to === 'open') gate.open()
      else {
        gate.close()
        if (to === 'one') gate.admitOne()
      }
    },
    async 'answer.save'({ exercise, task, value }) {
      const timeMs = await session.progress.saveAnswer(exercise, task, value)
      session.broadcast({ type: 'saved', exercise, task, timeMs })
      await here().check(exercise, task)
    },
    'hint.taken': ({ exercise, task, rung }) => session.progress.takeHint(exercise, task, rung),
    'progress.get': () => send({ type: 'progress', ...session.progress.all() }),
    async submit({ exercise, learner }) {
      send({ type: 'submission', ...(await here().submit(learner, exercise)) })
    },
    async 'lab.reset'() {
      await here().reset()
      here().tell(welcome('new'))
    },
  }

  async function hello({ page, scenario }: Frame<'hello'>): Promise<void> {
    const lab = session.lab(scenario ?? DEFAULT_SCENARIO)
    place = { page: { page, exercise: options.exerciseOf(page), send }, lab }
    send(welcome(await lab.enter(place.page)))
    // The jail is made while the page is still being drawn, so that the first terminal finds it.
    await lab.provide(page)
    lab.checkSoon()
  }

  function here(): SessionLab {
    if (!place) throw new Refusal('lab-not-ready', 'The page is in no lab.', 'Reload the page.')
    return place.lab
  }

  function welcome(state: 'new' | 'same' | 'restored'): Outgoing<ServerFrame> {
    const { id, scenario, lab, openTerminals } = here()
    const clusters = Array.from(lab.clusters.values(), ({ name }) => name)
    return {
      type: 'welcome',
      session: session.record.id,
      lab: { id, scenario, state, clusters },
      backend,
      terminals: openTerminals,
    }
  }

  async function openTerminal({ terminal: number, cols, rows }: Frame<'terminal.open'>): Promise<void> {
    const workstation = await here().workstation()
    const terminal = await workstation.open(number, { cols, rows })
    terminal.resize({ cols, rows })
    viewers.get(number)?.terminal.detach(viewers.get(number)!.viewer)
    const viewer: Viewer = { send: (bytes) => transmit(packData(number, bytes)) }
    viewers.set(number, { viewer, terminal })
    send({ type: 'terminal.opened', terminal: number, cols, rows })
    terminal.attach(viewer)
  }

  const cluster = async (name: string): Promise<Cluster> => (await labCluster(name)).cluster

  async function labCluster(name: string): Promise<LabCluster> {
    const found = [...here().lab.clusters.values()].find((one) => one.name === name)
    if (!found) throw new Refusal('unknown-cluster', `The lab has no cluster ${name}.`, 'Create it first.')
    return found
  }

  function firstCluster(): LabCluster {
    const [first] = here().lab.clusters.values()
    if (!first) throw new Refusal('no-cluster', 'Your lab has no cluster yet.', 'Create one, and ask again.')
    return first
  }

  function receive(message: Buffer, isBinary: boolean): void {
    if (++frames > FRAMES_PER_SECOND) return socket.close(CloseCode.tooMany, 'too many frames')
    let frame: ClientFrame
    try {
      if (isBinary) {
        const { terminal, bytes } = unpackData(message)
        return viewers.get(terminal)?.terminal.type(bytes)
      }
      frame = parseFrame(ClientFrame, message.toString('utf8'))
    } catch {
      return socket.close(CloseCode.badFrame, 'not a frame of this protocol')
    }
    if ((frame.type === 'hello') === hasGreeted) return socket.close(CloseCode.badFrame, 'hello comes first, once')
    hasGreeted = true
    void handle(frame)
  }

  async function handle(frame: ClientFrame): Promise<void> {
    try {
      await handlers[frame.type](frame as never)
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal === FAILED) log.error('a frame failed', { type: frame.type, error })
      send({ type: 'error', code: refusal.code, message: refusal.message, remedy: refusal.remedy, about: frame.type })
    }
  }

  socket.on('message', receive)
  // What breaks a connection is told by its close.
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    clearInterval(window)
    for (const { viewer, terminal } of viewers.values()) terminal.detach(viewer)
    for (const end of watches.values()) end()
    for (const [lab, end] of stories) {
      end()
      letGo(lab)
    }
    place?.lab.leave(place.page)
  })
}

/** Who no longer looks at a cluster's story does not mean to stay in its past, or to hold it up. */
function letGo(lab: LabCluster): void {
  lab.show(undefined)
  lab.cluster.gate.open()
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof UnknownTask)
    return new Refusal('unknown-exercise', error.message, 'Reload the page; it may be older than the backend.')
  return error instanceof Refusal ? error : FAILED
}

const FAILED = new Refusal('failed', 'The backend failed at this.', 'Try again; the log of the backend says more.')
