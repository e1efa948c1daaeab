const EVENT = 'reconcile-played'

let last: string | undefined

/** Says that a recorded command has played, where no shell runs any. */
export function notePlayed(command: string): void {
  last = command
  document.dispatchEvent(new CustomEvent(EVENT))
}

/** Calls `listener` with the command that played last: now, if there is one, and after each. */
export function onPlayed(listener: (command: string) => void, signal: AbortSignal): void {
  const tell = () => {
    if (last !== undefined) listener(last)
  }
  document.addEventListener(EVENT, tell, { signal })
  tell()
}
