import type { RecordedStep } from './terminal/playback.ts'

/** Asks the page's terminal to run a command: what a transcript's button does. */
export interface RunRequest {
  /** From 0. */
  terminal: number
  /** What is played where no shell can run it. */
  step: RecordedStep
}

const EVENT = 'reconcile-run'

export function requestRun(request: RunRequest): void {
  document.dispatchEvent(new CustomEvent(EVENT, { detail: request }))
}

export function onRunRequest(listener: (request: RunRequest) => void, signal: AbortSignal): void {
  document.addEventListener(EVENT, (event) => listener((event as CustomEvent<RunRequest>).detail), { signal })
}
