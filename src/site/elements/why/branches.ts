import { find } from '../find.ts'
import type { StoryFrame } from './story-frame.ts'

/** The picture beside a story's list: a lane for each component, and a line from each step to those that it caused. */
export interface Branches {
  draw(steps: StoryFrame['steps']): void
}

/** More would leave no room for the words. */
const MOST_LANES = 7
const BEND = 7

/** @param place holds the list `.steps` and, behind it, the `svg`. */
export function createBranches(place: HTMLElement, signal: AbortSignal): Branches {
  const list = find(place, '.steps')
  const svg = place.querySelector('svg')!
  let steps: StoryFrame['steps'] = []
  let items: HTMLElement[] = []
  const paths = new Map<number, SVGPathElement>()

  const layOut = () => {
    items = Array.from(list.children, (item) => item as HTMLElement)
    const boxes = items.map(boxOf)
    const places = new Map(steps.map(({ revision }, index) => [revision, index]))
    paths.clear()
    for (const [index, { because }] of steps.entries()) {
      const cause = because === undefined ? undefined : boxes[places.get(because)!]
      const effect = boxes[index]
      if (!cause || !effect) continue
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
      path.setAttribute('d', line(cause, effect))
      paths.set(index, path)
    }
    svg.replaceChildren(...paths.values())
  }

  /** Makes the chain that led to a step stand out. */
  const light = (target: EventTarget | null) => {
    const item = target instanceof Element ? target.closest<HTMLElement>('.steps > li') : null
    const chain = new Set<number>()
    for (let at = item ? items.indexOf(item) : -1; at >= 0 && !chain.has(at);) {
      chain.add(at)
      const because = steps[at]?.because
      at = steps.findIndex(({ revision }) => revision === because)
    }
    items.forEach((item, index) => item.toggleAttribute('data-lit', chain.has(index)))
    paths.forEach((path, index) => path.toggleAttribute('data-lit', chain.has(index)))
  }
  list.addEventListener('pointerover', ({ target }) => light(target), { signal })
  list.addEventListener('focusin', ({ target }) => light(target), { signal })
  list.addEventListener('pointerleave', () => light(document.activeElement), { signal })
  list.addEventListener('focusout', () => light(null), { signal })
  const observer = new ResizeObserver(layOut)
  observer.observe(list)
  signal.addEventListener('abort', () => observer.disconnect())

  return {
    draw(told) {
      steps = told
      const lanes = [...new Set(steps.map(({ who, person }) => (person ? '' : who)))]
      list.style.setProperty('--lanes', String(Math.min(lanes.length, MOST_LANES)))
      for (const [index, { who, person }] of steps.entries()) {
        const lane = Math.min(lanes.indexOf(person ? '' : who), MOST_LANES - 1)
        ;(list.children[index] as HTMLElement).style.setProperty('--lane', String(lane))
      }
      layOut()
    },
  }
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/** Where the number of a step stands: it is drawn before its item. */
function boxOf(item: HTMLElement): Box {
  const { left, width, height } = getComputedStyle(item, '::before')
  const x = item.offsetLeft + Number.parseFloat(left)
  const y = item.offsetTop
  return { left: x, right: x + Number.parseFloat(width), top: y, bottom: y + Number.parseFloat(height) }
}

/** Down from a step's number, and then into the side of the other's. */
function line(from: Box, to: Box): string {
  const x = (from.left + from.right) / 2
  const y = (to.top + to.bottom) / 2
  if (from.left === to.left) return `M${x} ${from.bottom}V${to.top}`
  const side = to.left > from.left ? 1 : -1
  return `M${x} ${from.bottom}V${y - BEND}Q${x} ${y} ${x + side * BEND} ${y}H${side > 0 ? to.left : to.right}`
}
