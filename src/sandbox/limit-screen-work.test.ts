import headless from '@xterm/headless'
import { expect, test } from 'vitest'
import { limitScreenWork } from './limit-screen-work.ts'

const show = (screen: headless.Terminal, text: string) => new Promise<void>((done) => screen.write(text, done))

test('a screen moves lines as it is told, and never without end', async () => {
  const screen = new headless.Terminal({ cols: 20, rows: 5, scrollback: 2000, allowProposedApi: true })
  limitScreenWork(screen)
  await show(screen, 'one\r\ntwo\r\nthree\u001b[1;1H\u001b[1M')
  const row = (at: number) => screen.buffer.active.getLine(screen.buffer.active.baseY + at)!.translateToString(true)
  expect([row(0), row(1)]).toEqual(['two', 'three'])
  await show(screen, 'x\u001b[4b')
  expect(row(0)).toBe('xxxxx')

  const begun = performance.now()
  for (const final of 'STLMbIZ') await show(screen, `a\u001b[2147483647${final}`)
  for (const final of 'STLM') await show(screen, `\u001b[300${final}`.repeat(2000))
  expect(performance.now() - begun).toBeLessThan(5000)
  screen.dispose()
})
