import type { Verdict } from '../../../sandbox/protocol.ts'
import { setInlineCode } from '../../inline-code.ts'
import { strings } from '../../strings.ts'

/** Shows a verdict in `place`: the known mistake first, then what was seen and wanted, then where it is explained. */
export function showVerdict(place: HTMLElement, verdict: Verdict): void {
  const { status, seen, wanted, mistake, help } = verdict
  const parts: HTMLElement[] = []
  if (mistake) parts.push(sentence('p', mistake))
  if (status !== 'pass') {
    const facts = document.createElement('dl')
    facts.append(
      sentence('dt', strings.task.seen),
      sentence('dd', seen),
      sentence('dt', strings.task.wanted),
      sentence('dd', wanted),
    )
    parts.push(facts)
  }
  if (help) {
    const link = document.createElement('a')
    link.href = help.startsWith('#') ? help : import.meta.env.BASE_URL.replace(/\/?$/, '/') + help
    link.textContent = strings.task.help
    const line = document.createElement('p')
    line.append(link)
    parts.push(line)
  }
  // A screen reader says the place again whenever it changes; the same words are left alone.
  const next = document.createElement('div')
  next.append(...parts)
  if (next.innerHTML !== place.innerHTML) place.replaceChildren(...parts)
}

function sentence(name: 'p' | 'dt' | 'dd', text: string): HTMLElement {
  const element = document.createElement(name)
  setInlineCode(element, text)
  return element
}
