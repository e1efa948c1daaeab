import { strings } from '../../strings.ts'
import { find } from '../find.ts'
import { timeOf } from './show-story.ts'
import type { StoryFrame } from './story-frame.ts'

/** A slider over the cluster's revisions, with steps from one happening to the next. */
export interface Timeline {
  show(story: StoryFrame): void
}

/** @param go shows the cluster at a revision; as it is without one. */
export function createTimeline(
  place: HTMLElement,
  go: (revision: number | undefined) => void,
  signal: AbortSignal,
): Timeline {
  const slider = find(place, 'input', HTMLInputElement)
  const now = find(place, '[data-do=now]', HTMLButtonElement)
  const back = find(place, '[data-do=back]', HTMLButtonElement)
  const on = find(place, '[data-do=on]', HTMLButtonElement)
  const output = find(place, 'output')
  let story: StoryFrame | undefined
  /** Where the story goes on; what came later is not told while the past is shown, so the stops are remembered. */
  const stops = new Set<number>()

  const next = (direction: 1 | -1): number | undefined => {
    if (!story) return undefined
    const { newest, shown = newest } = story
    const inOrder = [...stops].sort((a, b) => a - b)
    if (direction === 1) return inOrder.find((revision) => revision > shown)
    return inOrder.findLast((revision) => revision < shown)
  }
  const listen = (element: HTMLElement, type: string, run: () => void) =>
    element.addEventListener(type, run, { signal })
  listen(slider, 'change', () => go(story && Number(slider.value) >= story.newest ? undefined : Number(slider.value)))
  listen(now, 'click', () => go(undefined))
  listen(on, 'click', () => go(next(1)))
  listen(back, 'click', () => {
    const earlier = next(-1)
    if (earlier !== undefined) go(earlier)
  })

  return {
    show(told) {
      story = told
      const { oldest, newest, shown, timeMs, steps } = told
      if (shown === undefined) stops.clear()
      for (const { revision } of steps) stops.add(revision)
      slider.min = String(oldest)
      slider.max = String(newest)
      slider.value = String(shown ?? newest)
      const text = shown === undefined ? strings.why.now : strings.why.revision(shown, timeOf(timeMs))
      slider.ariaValueText = text
      output.textContent = text
      // A button that goes takes the focus with it, so these only say that they do nothing.
      now.ariaDisabled = String(shown === undefined)
      on.ariaDisabled = String(shown === undefined)
      back.ariaDisabled = String(next(-1) === undefined)
    },
  }
}
