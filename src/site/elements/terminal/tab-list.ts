/** A tablist whose panels are terminals, by number. */
export interface TabList {
  readonly selected: number
  readonly numbers: number[]
  add(number: number, tab: HTMLElement, panel: HTMLElement): void
  select(number: number, focus?: boolean): void
  remove(number: number): void
}

/** Arrow keys, Home and End move between tabs; one of them is in the tab order. */
export function createTabList(list: HTMLElement, onSelect: (number: number) => void): TabList {
  const entries = new Map<number, { tab: HTMLElement; panel: HTMLElement }>()
  let selected = -1
  const numbers = () => [...entries.keys()].sort((a, b) => a - b)

  const select = (number: number, focus = false) => {
    selected = number
    for (const [other, { tab, panel }] of entries) {
      const on = other === number
      tab.setAttribute('aria-selected', String(on))
      tab.tabIndex = on ? 0 : -1
      panel.hidden = !on
    }
    if (focus) entries.get(number)?.tab.focus()
    onSelect(number)
  }
  list.addEventListener('keydown', (event) => {
    const order = numbers()
    const at = order.indexOf(selected)
    const to = {
      ArrowLeft: order[(at + order.length - 1) % order.length],
      ArrowRight: order[(at + 1) % order.length],
      Home: order[0],
      End: order.at(-1),
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    select(to, true)
  })
  return {
    get selected() {
      return selected
    },
    get numbers() {
      return numbers()
    },
    add(number, tab, panel) {
      entries.set(number, { tab, panel })
      tab.addEventListener('click', () => select(number))
      const after = numbers().find((other) => other > number)
      list.insertBefore(tab, after === undefined ? null : entries.get(after)!.tab)
    },
    select,
    remove(number) {
      const entry = entries.get(number)
      entry?.tab.remove()
      entry?.panel.remove()
      entries.delete(number)
      const next = numbers()[0]
      if (selected === number && next !== undefined) select(next, true)
    },
  }
}
