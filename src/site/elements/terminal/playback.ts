import type { Recording } from '#course'
import { strings } from '../../strings.ts'
import { notePlayed } from '../played.ts'
import type { Screen } from './screen.ts'

/** A command with what it printed when it was recorded. */
export type RecordedStep = Recording['blocks'][number]['steps'][number]

const TYPING_MS = 350
const LONGEST_WAIT_MS = 900
const PROMPT = '\x1b[34m$\x1b[0m '

/** Plays recorded commands on a screen that no shell stands behind. */
export interface Playback {
  play(step: RecordedStep): void
  stop(): void
}

/** @param next gives the page's next command when the reader presses Enter. */
export function createPlayback(screen: Screen, next: () => RecordedStep | undefined): Playback {
  const { terminal } = screen
  const stopped = new AbortController()
  let queue = Promise.resolve()
  const write = (text: string) => new Promise<void>((done) => terminal.write(text.replaceAll('\n', '\r\n'), done))
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const pause = (ms: number) =>
    still || stopped.signal.aborted ? undefined : new Promise((done) => setTimeout(done, ms))

  const perform = async (step: RecordedStep) => {
    const perCharacter = TYPING_MS / Math.max(20, step.command.length)
    for (const char of step.command) {
      await write(char === '\n' ? '\n> ' : char)
      await pause(perCharacter)
    }
    await write('\n')
    await pause(Math.min(step.durationMs, LONGEST_WAIT_MS))
    for (const text of [step.stdout, step.stderr]) if (text) await write(`${text}\n`)
    await write(PROMPT)
    notePlayed(step.command)
  }
  const play = (step: RecordedStep) => {
    queue = queue.then(() => (stopped.signal.aborted ? undefined : perform(step)))
  }
  const listener = terminal.onData((input) => {
    if (input !== '\r') return
    const step = next()
    if (step) play(step)
    else queue = queue.then(() => write(`\n\x1b[90m${strings.session.playedAll}\x1b[0m\n${PROMPT}`))
  })
  queue = queue.then(() => write(`\x1b[90m${strings.session.playNext}\x1b[0m\n${PROMPT}`))
  return {
    play,
    stop() {
      stopped.abort()
      listener.dispose()
    },
  }
}
