import type { Program } from '../../machine/process/process.ts'
import { untilSignal } from './until-signal.ts'

/** Waits to be told to end. */
export const pause: Program = async (process) => {
  process.memoryBytes = 256 * 1024
  await untilSignal(process, 'INT', 'TERM')
  return 0
}
