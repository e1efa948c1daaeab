import { strings } from '../../strings.ts'
import { find } from '../find.ts'
import { onPlayed } from '../played.ts'
import { loadStories } from './recorded-stories.ts'
import type { StoryFrame } from './story-frame.ts'
import { createTimeline } from './timeline.ts'

const words = strings.why
const STEP_MS = 420

/**
 * Where no backend tells a story, plays what was recorded, step by step: of the object that the element asks about, or of the command
 * that has played last in the terminal.
 */
export async function playStories(
  host: HTMLElement,
  show: (story: StoryFrame) => void,
  signal: AbortSignal,
): Promise<void> {
  const stories = await loadStories()
  if (signal.aborted) return
  find(host, '.why').dataset.recorded = ''
  if (!stories) return void (find(host, '.note').textContent = words.absent)
  const source = find(host, '.past')
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  let playing = new AbortController()
  let whole: StoryFrame | undefined

  const showUntil = (revision: number | undefined) => {
    if (!whole) return
    const { steps, endings, newest } = whole
    const isOver = revision === undefined || revision >= newest
    const shown = isOver
      ? whole
      : { ...whole, steps: steps.filter((step) => step.revision <= revision), shown: revision }
    const told = isOver ? shown : { ...shown, endings: [] as typeof endings }
    show(told)
    timeline.show(told)
  }
  const timeline = createTimeline(
    find(host, '.time'),
    (revision) => {
      playing.abort()
      showUntil(revision)
    },
    signal,
  )

  const play = async (recorded: StoryFrame, of: string) => {
    playing.abort()
    playing = new AbortController()
    const { signal: stopped } = playing
    const { steps } = recorded
    source.textContent = words.recorded(of)
    // The slider goes over the story alone: of what came before nothing was recorded.
    whole = {
      ...recorded,
      oldest: steps[0]?.revision ?? recorded.oldest,
      newest: steps.at(-1)?.revision ?? recorded.newest,
    }
    showUntil(undefined)
    for (const { revision } of still ? [] : steps) {
      if (stopped.aborted || signal.aborted) return
      showUntil(revision)
      await new Promise((done) => setTimeout(done, STEP_MS))
    }
    if (!stopped.aborted && !signal.aborted) showUntil(undefined)
  }

  const { about } = host.dataset
  if (about !== undefined) {
    const recorded = stories.objects[about]
    if (recorded) await play(recorded, about)
    return
  }
  const [first] = Object.entries(stories.commands)
  let begun = false
  onPlayed((command) => {
    const recorded = stories.commands[command]
    if (recorded) void play(recorded, command)
    begun ||= recorded !== undefined
  }, signal)
  if (!begun && first) await play(first[1], first[0])
}
