/** Where a part of the system says what an operator should know. */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  /** A bug or a lost resource; tests fail when it is called. */
  error(message: string, fields?: Record<string, unknown>): void
}

/** Says nothing below a warning; one line of text per entry. */
export function createConsoleLog(scope: string, verbose = false): Log {
  const line = (level: string, message: string, fields?: Record<string, unknown>) =>
    `${new Date().toISOString()} ${level} ${scope}: ${message}${fields ? ' ' + JSON.stringify(fields, errorText) : ''}`
  return {
    info: (message, fields) => void (verbose && console.error(line('info', message, fields))),
    warn: (message, fields) => console.error(line('warn', message, fields)),
    error: (message, fields) => console.error(line('error', message, fields)),
  }
}

const errorText = (_key: string, value: unknown) => (value instanceof Error ? (value.stack ?? value.message) : value)
