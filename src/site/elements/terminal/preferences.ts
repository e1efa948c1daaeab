const FONT_SIZES = { smallest: 10, usual: 14, largest: 24 }

/** How this reader likes terminals, kept in this browser. */
export const preferences = {
  get fontSize(): number {
    const stored = Number(read('font-size'))
    return stored ? clamp(stored) : FONT_SIZES.usual
  },
  set fontSize(pixels: number) {
    write('font-size', String(clamp(pixels)))
  },
  get screenReader(): boolean {
    return read('screen-reader') === 'on'
  },
  set screenReader(on: boolean) {
    write('screen-reader', on ? 'on' : '')
  },
}

const clamp = (pixels: number) => Math.min(FONT_SIZES.largest, Math.max(FONT_SIZES.smallest, Math.round(pixels)))
const key = (name: string) => `reconcile-terminal-${name}`

function read(name: string): string {
  try {
    return localStorage.getItem(key(name)) ?? ''
  } catch {
    // Storage is forbidden in this browser; the usual values serve.
    return ''
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(key(name), value)
  } catch {
    // As above: the choice lasts as long as the page.
  }
}
