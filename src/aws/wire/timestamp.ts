/** `seconds`: `2026-11-22T12:00:00Z`; `millis`: the same with three decimals; `epoch`: seconds since 1970 with three decimals. */
export type TimestampFormat = 'seconds' | 'millis' | 'epoch'

/** A time in milliseconds since the epoch as a service writes it. */
export function formatTimestamp(timeMs: number, format: TimestampFormat): string | number {
  if (format === 'epoch') return Math.round(timeMs) / 1000
  const text = new Date(timeMs).toISOString()
  return format === 'millis' ? text : text.slice(0, 19) + 'Z'
}

/** Milliseconds since the epoch of what a client sent: epoch seconds or ISO 8601; `undefined` when it is neither. */
export function parseTimestamp(value: unknown): number | undefined {
  const time =
    typeof value === 'number'
      ? value * 1000
      : /^\d+(\.\d+)?$/.test(String(value))
        ? Number(value) * 1000
        : Date.parse(String(value))
  return Number.isFinite(time) ? time : undefined
}
