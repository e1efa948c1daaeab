import { kept } from '../kept.ts'

const FONT_SIZES = { smallest: 10, usual: 14, largest: 24 }

/** How this reader likes terminals, kept in this browser. */
export const preferences = {
  get fontSize(): number {
    const stored = Number(kept.read(key('font-size')))
    return stored ? clamp(stored) : FONT_SIZES.usual
  },
  set fontSize(pixels: number) {
    kept.write(key('font-size'), String(clamp(pixels)))
  },
  get screenReader(): boolean {
    return kept.read(key('screen-reader')) === 'on'
  },
  set screenReader(on: boolean) {
    kept.write(key('screen-reader'), on ? 'on' : '')
  },
}

const clamp = (pixels: number) => Math.min(FONT_SIZES.largest, Math.max(FONT_SIZES.smallest, Math.round(pixels)))
const key = (name: string) => `reconcile-terminal-${name}`
