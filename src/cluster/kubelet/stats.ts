import type { ControlGroup } from '../machine/process/control-group.ts'

interface Sample {
  timeMs: number
  cpuMs: number
  /** Cores in use at the last measurement. */
  cores: number
}

/** What the system itself uses, beside pods. */
export const SYSTEM_MEMORY_BYTES = 380 * 1024 * 1024
export const SYSTEM_CORES = 0.02

const SHORTEST_MS = 1000

/** CPU use over time, from the counters of control groups. */
export class CpuMeter {
  readonly #samples = new WeakMap<ControlGroup, Sample>()

  /** Cores in use since the last question that is at least a second old. */
  cores(group: ControlGroup, nowMs: number): number {
    const last = this.#samples.get(group)
    if (last && nowMs - last.timeMs < SHORTEST_MS) return last.cores
    const cores = last ? (group.cpuMs - last.cpuMs) / (nowMs - last.timeMs) : 0
    this.#samples.set(group, { timeMs: nowMs, cpuMs: group.cpuMs, cores })
    return cores
  }
}
