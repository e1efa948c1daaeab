/** Signals by name, without `SIG`. */
export const SIGNALS = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
} as const

export type SignalName = keyof typeof SIGNALS

const NAMES = new Map<number, SignalName>(Object.entries(SIGNALS).map(([name, number]) => [number, name as SignalName]))

/** `TERM`, `SIGTERM`, `15` → `TERM`; `undefined` for what is no signal. */
export function signalName(text: string): SignalName | undefined {
  if (/^\d+$/.test(text)) return NAMES.get(Number(text))
  const name = text.toUpperCase().replace(/^SIG/, '')
  return name in SIGNALS ? (name as SignalName) : undefined
}

/** What happens to a process that does not handle the signal. */
export function defaultAction(signal: SignalName): 'terminate' | 'ignore' {
  switch (signal) {
    case 'CHLD':
    case 'CONT':
    case 'URG':
    case 'WINCH':
    // Differs: nothing here can be stopped and continued.
    case 'STOP':
    case 'TSTP':
    case 'TTIN':
    case 'TTOU':
      return 'ignore'
    default:
      return 'terminate'
  }
}
