import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { WebglAddon } from '@xterm/addon-webgl'
import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import { onThemeChange, readPalette } from './palette.ts'
import { preferences } from './preferences.ts'

/** A screen that draws a terminal; where its bytes come from is another's business. */
export interface Screen {
  readonly terminal: Terminal
  readonly search: SearchAddon
  /** Takes up the size of its place, and the reader's preferences. */
  fit(): void
  /** What it shows and has scrolled past, as text. */
  text(): string
  dispose(): void
}

const RESIZE_PAUSE_MS = 80
const IDLE_WAIT_MS = 1_000
/** Narrower than this, tables of kubectl fold into nonsense: a phone scrolls sideways instead. */
const PHONE_COLUMNS = 80
const FEWEST_COLUMNS = 20
const SCROLLBACK_LINES = 5_000

/** Draws a terminal in `place`, once its font is there. */
export async function createScreen(place: HTMLElement): Promise<Screen> {
  const fontFamily = getComputedStyle(place).getPropertyValue('--font-mono')
  await document.fonts.load(`14px ${fontFamily}`)
  const terminal = new Terminal({
    allowProposedApi: true,
    fontFamily,
    fontSize: preferences.fontSize,
    lineHeight: 1.25,
    letterSpacing: 0,
    scrollback: SCROLLBACK_LINES,
    minimumContrastRatio: 4.5,
    screenReaderMode: preferences.screenReader,
    theme: readPalette(place),
  })
  const fitting = new FitAddon()
  const search = new SearchAddon()
  terminal.loadAddon(fitting)
  terminal.loadAddon(search)
  terminal.loadAddon(new WebLinksAddon())
  terminal.loadAddon(new Unicode11Addon())
  terminal.unicode.activeVersion = '11'
  terminal.open(place)
  // The place itself is the stop in the tab order; the reader goes in from there.
  if (terminal.textarea) terminal.textarea.tabIndex = -1
  const stopWaiting = whenIdle(() => drawWithGpu(terminal))

  const fit = () => {
    terminal.options.fontSize = preferences.fontSize
    terminal.options.screenReaderMode = preferences.screenReader
    if (place.clientWidth === 0 || place.clientHeight === 0) return
    const proposed = fitting.proposeDimensions()
    if (!proposed || !Number.isFinite(proposed.cols)) return
    const phone = matchMedia('(max-width: 48rem)').matches
    terminal.resize(Math.max(phone ? PHONE_COLUMNS : FEWEST_COLUMNS, proposed.cols), Math.max(2, proposed.rows))
  }
  const stopResizing = onResize(place, fit)
  const stopTheming = onThemeChange(() => (terminal.options.theme = readPalette(place)))
  fit()

  return {
    terminal,
    search,
    fit,
    text() {
      const buffer = terminal.buffer.active
      const lines = Array.from(
        { length: buffer.length },
        (_, row) => buffer.getLine(row)?.translateToString(true) ?? '',
      )
      return lines.join('\n').trimEnd()
    },
    dispose() {
      stopResizing()
      stopTheming()
      stopWaiting()
      terminal.dispose()
    },
  }
}

/** Setting up the GPU takes longer than drawing the first prompt without it. Safari has no idle callbacks. */
function whenIdle(run: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(run, RESIZE_PAUSE_MS)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(run, { timeout: IDLE_WAIT_MS })
  return () => cancelIdleCallback(handle)
}

function drawWithGpu(terminal: Terminal): void {
  try {
    const webgl = new WebglAddon()
    webgl.onContextLoss(() => webgl.dispose())
    terminal.loadAddon(webgl)
  } catch {
    // No WebGL 2 here; xterm goes on drawing with elements.
  }
}

/** Calls `resized` when the size of `element` has come to rest. */
function onResize(element: Element, resized: () => void): () => void {
  let pause: ReturnType<typeof setTimeout> | undefined
  const observer = new ResizeObserver(() => {
    clearTimeout(pause)
    pause = setTimeout(resized, RESIZE_PAUSE_MS)
  })
  observer.observe(element)
  return () => {
    clearTimeout(pause)
    observer.disconnect()
  }
}
