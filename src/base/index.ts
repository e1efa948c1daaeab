export { createSystemClock, sleep, toMicros, toSeconds, type Clock, type Timer } from './clock.ts'
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts'
export { createIds, createSeededIds, type Ids } from './ids.ts'
export { createConsoleLog, type Log } from './log.ts'
