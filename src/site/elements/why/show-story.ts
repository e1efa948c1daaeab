import type { ObjectQuery } from '../../../sandbox/protocol.ts'
import { strings } from '../../strings.ts'
import { find } from '../find.ts'
import { scoreTable } from './score-table.ts'
import type { StoryFrame } from './story-frame.ts'

type Step = StoryFrame['steps'][number]
type Ending = StoryFrame['endings'][number]

const words = strings.why

/** Shows a story as a list: what happened, each because of what, and who waits. @param ask asks for another object's. */
export function showStory(host: HTMLElement, story: StoryFrame, ask: (about: ObjectQuery) => void): void {
  const { steps, endings, stuck, omitted } = story
  // Who asks about one object wants to see all that is known of it.
  const isWide = host.dataset.about !== undefined
  const numbers = new Map(steps.map(({ revision }, index) => [revision, index + 1]))
  const list = find(host, '.steps')
  // What stands there already keeps its place, its focus and its open tables.
  const known = new Map(Array.from(list.children, (item) => [(item as HTMLElement).dataset.key, item]))
  list.replaceChildren(
    ...steps.map((step, index) => {
      const key = JSON.stringify([step, index, step.because === undefined ? 0 : numbers.get(step.because)])
      const item = known.get(key) ?? stepItem(step, numbers, isWide, ask)
      ;(item as HTMLElement).dataset.key = key
      return item
    }),
  )
  setItems(
    find(host, '.endings'),
    endings.map((ending) => endingItem(ending, isWide, ask)),
  )
  const pods = find(host, 'details.stuck')
  pods.hidden = stuck.length === 0
  find(pods, 'summary').textContent = words.stuck(stuck.reduce((sum, { count }) => sum + count, 0))
  setItems(
    find(pods, 'ul'),
    stuck.map((ending) => endingItem(ending, false, ask)),
  )
  const note = find(host, '.note')
  const parts = steps.length === 0 ? [words.empty] : [words.told(steps.length)]
  if (omitted > 0) parts.push(words.omitted(omitted))
  if (steps.length > 0 && endings.length === 0) parts.push(words.done)
  const text = parts.join(' ')
  // A screen reader says it again whenever it is written.
  if (note.textContent !== text) note.textContent = text
}

function stepItem(
  step: Step,
  numbers: ReadonlyMap<number, number>,
  isWide: boolean,
  ask: (about: ObjectQuery) => void,
): HTMLElement {
  const { who, person, what, because, about, revision, timeMs, scores } = step
  const cause = because === undefined ? undefined : numbers.get(because)
  const item = element('li', 'new')
  // To be put in its place again is not to come anew.
  item.addEventListener('animationend', () => item.classList.remove('new'), { once: true })
  item.dataset.person = String(person)
  item.dataset.revision = String(revision)
  const sentence = element('p', 'sentence')
  if (person) sentence.append(`${words.person} `)
  sentence.append(element('strong', 'who', who), ` ${what}`)
  const facts = element('p', 'facts')
  facts.append(
    element('span', 'because', cause === undefined ? words.first : words.because(words.step(cause))),
    element('span', 'at', words.revision(revision, timeOf(timeMs))),
    whyButton(about, ask),
  )
  item.append(sentence, facts)
  if (scores) item.append(scoreTable(scores, isWide))
  return item
}

function endingItem(
  { who, what, state, about, count, scores }: Ending,
  isWide: boolean,
  ask: (about: ObjectQuery) => void,
): HTMLElement {
  const item = element('li', '')
  item.dataset.state = state
  item.append(
    element('span', 'state', words.states[state]),
    ' ',
    element('strong', 'who', who),
    ` ${what}${words.alike(count)} `,
    whyButton(about, ask),
  )
  if (scores) item.append(scoreTable(scores, isWide))
  return item
}

function whyButton({ resource, namespace, name }: Step['about'], ask: (about: ObjectQuery) => void): HTMLElement {
  const button = element('button', 'name', words.open)
  button.setAttribute('type', 'button')
  button.ariaLabel = words.whyLabel(`${resource}/${name}`)
  button.addEventListener('click', () =>
    ask({ kind: resource, name, ...(namespace === undefined ? {} : { namespace }) }),
  )
  return button
}

/** Puts items in place of others that say the same, or not at all. */
function setItems(list: HTMLElement, items: HTMLElement[]): void {
  if (list.textContent !== items.map(({ textContent }) => textContent).join('')) list.replaceChildren(...items)
}

export const timeOf = (timeMs: number): string => new Date(timeMs).toLocaleTimeString()

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name)
  if (className) made.className = className
  made.textContent = text
  return made
}
