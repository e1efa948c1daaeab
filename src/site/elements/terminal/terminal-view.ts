import type { SessionState } from '../../session/session.ts'
import { clipboardAction, copySelection } from './clipboard.ts'
import { createFocusStop } from './focus-stop.ts'
import { attachShell, type Shell } from './live-shell.ts'
import { createPlayback, type Playback, type RecordedStep } from './playback.ts'
import { createScreen, type Screen } from './screen.ts'

/** What a view needs from the element that it is part of. */
export interface ViewDeps {
  /** The tab stop that the terminal is drawn in. */
  stop: HTMLElement
  /** The number of the terminal in the session. */
  number: number
  onInside: (inside: boolean) => void
  /** Lets the bar's sticky Ctrl act on what was typed. */
  sticky: (input: string) => string
  /** The page's next recorded command. */
  next: () => RecordedStep | undefined
}

/** One terminal: a screen with a shell behind it, or with recordings where there is none. */
export interface TerminalView {
  readonly screen: Screen
  run(step: RecordedStep): void
  leave(): void
  dispose(): void
}

/** @param started tells whether there is a backend; the screen is made meanwhile. */
export async function createTerminalView(deps: ViewDeps, started: Promise<SessionState>): Promise<TerminalView> {
  const screen = await createScreen(deps.stop)
  const { terminal } = screen
  const focus = createFocusStop(deps.stop, terminal, deps.onInside)
  const mac = /Mac|iPhone|iPad/.test(navigator.platform)
  terminal.attachCustomKeyEventHandler((event) => {
    if (focus.takes(event)) return false
    const action = clipboardAction(event, terminal.hasSelection(), mac)
    if (action === 'copy' && event.type === 'keydown') {
      event.preventDefault()
      void copySelection(terminal)
    }
    return action === 'none'
  })
  const source: Shell | Playback =
    (await started) === 'absent' ? createPlayback(screen, deps.next) : attachShell(screen, deps.number, deps.sticky)
  return {
    screen,
    run: (step) => ('run' in source ? source.run(step.command) : source.play(step)),
    leave: focus.leave,
    dispose() {
      source.stop()
      screen.dispose()
    },
  }
}
