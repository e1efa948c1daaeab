import type { ObjectQuery } from '../../../sandbox/protocol.ts'
import { session, type Stop } from '../../session/session.ts'
import { strings } from '../../strings.ts'
import { find } from '../find.ts'
import { createBranches } from './branches.ts'
import { playStories } from './play-stories.ts'
import { showStory } from './show-story.ts'
import type { StoryFrame } from './story-frame.ts'
import { createTimeline } from './timeline.ts'

const words = strings.why

/** Whether a backend tells stories here; otherwise they are played. */
export const isLive = (): boolean => session.state !== 'absent'

/** Asks for a story, shows it, and follows it. @param host a `reconcile-why`. @returns what ends it. */
export function openWhy(host: HTMLElement): Stop {
  const form = find(host, 'form.ask', HTMLFormElement)
  const object = find(form, '[name=object]', HTMLInputElement)
  const namespace = find(form, '[name=namespace]', HTMLInputElement)
  const last = find(form, '[data-do=last]')
  const switches = find(host, 'details.switches', HTMLDetailsElement)
  let about =
    host.dataset.about === undefined ? undefined : parseObject(host.dataset.about, host.dataset.namespace ?? 'default')
  let cluster: string | undefined
  let playing: Promise<void> | undefined
  const listening = new AbortController()
  const { signal } = listening
  const recorded = new AbortController()
  signal.addEventListener('abort', () => recorded.abort())
  const branches = createBranches(find(host, '.story'), signal)
  const show = (story: StoryFrame) => {
    showStory(host, story, askAbout)
    branches.draw(story.steps)
  }
  const timeline = createTimeline(
    find(host, '.time'),
    (revision) => {
      if (cluster !== undefined)
        session.send({ type: 'time.set', cluster, ...(revision === undefined ? {} : { revision }) })
    },
    signal,
  )

  const say = (text: string) => (find(host, '.note').textContent = text)
  const ask = () => {
    cluster = session.welcome?.lab.clusters[0] ?? cluster
    last.ariaPressed = String(about === undefined)
    if (session.state === 'absent') return void (playing ??= playStories(host, show, recorded.signal))
    if (!session.welcome) return
    session.send({
      type: 'why.watch',
      on: true,
      ...(cluster === undefined ? {} : { cluster }),
      ...(about && { about }),
    })
  }
  const askAbout = (query: ObjectQuery | undefined) => {
    about = query
    object.value = query ? `${query.kind}/${query.name}` : ''
    namespace.value = query?.namespace ?? 'default'
    ask()
  }
  if (about) {
    object.value = host.dataset.about ?? ''
    namespace.value = host.dataset.namespace ?? 'default'
  }

  form.addEventListener(
    'submit',
    (event) => {
      event.preventDefault()
      askAbout(object.value.trim() === '' ? undefined : parseObject(object.value, namespace.value.trim()))
    },
    { signal },
  )
  last.addEventListener('click', () => askAbout(undefined), { signal })
  switches.addEventListener('toggle', () => void showSwitches(switches, cluster), { signal })

  const setGate = (to: 'closed' | 'one' | 'open') => {
    if (cluster !== undefined) session.send({ type: 'gate.set', cluster, to })
  }
  const hold = find(host, '[data-do=hold]')
  hold.addEventListener('click', () => setGate(hold.ariaPressed === 'true' ? 'open' : 'closed'), { signal })
  find(host, '[data-do=one]').addEventListener('click', () => setGate('one'), { signal })

  const receive = (story: StoryFrame) => {
    // The cluster may have come after the page.
    cluster ??= story.cluster
    if (story.cluster !== cluster) return
    if (host.dataset.opens !== undefined) {
      // A page that opens with it has something to show before anybody has done anything.
      if (!story.steps.some(({ person }) => person)) return void (playing ??= playStories(host, show, recorded.signal))
      recorded.abort()
      delete find(host, '.why').dataset.recorded
    }
    find(host, '.why').dataset.told = ''
    hold.ariaPressed = String(story.held)
    find(host, '.gate .note').textContent = story.held ? words.held : ''
    timeline.show(story)
    find(host, '.past').textContent = story.shown === undefined ? '' : words.past(story.shown)
    show(story)
  }
  const stops = [
    session.onState((state) => {
      if (state === 'open' || state === 'absent') ask()
    }),
    session.on('welcome', ask),
    session.on('why.story', receive),
    session.on('error', ({ about: type, message, remedy }) => {
      if (type === 'why.watch' || type === 'time.set') say(`${message} ${remedy}`)
    }),
    () => {
      if (cluster !== undefined) session.send({ type: 'why.watch', cluster, on: false })
    },
    () => listening.abort(),
  ]
  void session.start()
  return () => stops.forEach((stop) => stop())
}

/** `deploy/web`, or `deploy web`. */
function parseObject(text: string, namespace: string): ObjectQuery {
  const [kind = '', name = ''] = text.trim().split(/[/\s]+/)
  return name === '' ? { kind: 'pod', namespace, name: kind } : { kind, namespace, name }
}

async function showSwitches(details: HTMLDetailsElement, cluster: string | undefined): Promise<void> {
  const template = details.querySelector('template')
  if (!details.open || !template || cluster === undefined) return
  const panel = template.content.cloneNode(true) as DocumentFragment
  find(panel, 'reconcile-components').dataset.cluster = cluster
  template.replaceWith(panel)
  await import('../reconcile-components.ts')
}
