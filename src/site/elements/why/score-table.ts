import { strings } from '../../strings.ts'
import type { StoryFrame } from './story-frame.ts'

type Finding = NonNullable<StoryFrame['steps'][number]['scores']>[number]

const words = strings.why

/** What the scheduler found: a column for each node, first whether the filter let it through, then the points of each plugin. */
export function scoreTable(scores: readonly Finding[], isOpen: boolean): HTMLElement {
  const details = document.createElement('details')
  details.className = 'scores'
  details.open = isOpen
  const summary = document.createElement('summary')
  summary.textContent = words.scores
  const scroller = document.createElement('div')
  scroller.tabIndex = 0
  scroller.role = 'group'
  scroller.ariaLabel = words.scores
  const table = document.createElement('table')
  const plugins = [...new Set(scores.flatMap(({ points = {} }) => Object.keys(points)))]
  table.append(
    row(words.node, scores, ({ node }) => node.split('.')[0]!, 'th'),
    row(words.filter, scores, ({ refused }) => refused ?? words.fits),
    ...plugins.map((plugin) => row(plugin, scores, ({ points }) => shown(points?.[plugin]))),
  )
  if (plugins.length > 0) table.append(row(words.score, scores, ({ total }) => shown(total)))
  scroller.append(table)
  details.append(summary, scroller)
  return details
}

const shown = (points: number | undefined) => (points === undefined ? '' : String(Math.round(points)))

function row(
  heading: string,
  scores: readonly Finding[],
  cell: (finding: Finding) => string,
  name: 'th' | 'td' = 'td',
) {
  const line = document.createElement('tr')
  const head = document.createElement('th')
  head.scope = name === 'th' ? 'col' : 'row'
  head.textContent = heading
  line.append(
    head,
    ...scores.map((finding) => {
      const made = document.createElement(name)
      if (made instanceof HTMLTableCellElement && name === 'th') made.scope = 'col'
      made.textContent = cell(finding)
      return made
    }),
  )
  return line
}
