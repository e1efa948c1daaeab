import type { Privileges } from './privileges.ts'
import type { Process } from './process.ts'

/** What a set of processes uses together, and how much memory it may use: one container, or one pod. */
export class ControlGroup {
  readonly parent: ControlGroup | undefined
  readonly processes = new Set<Process>()
  readonly children = new Set<ControlGroup>()
  memoryLimitBytes: number | undefined
  /** Absent for the machine's own processes, which may do everything. */
  privileges: Privileges | undefined
  /** Whether its first process was killed for memory. */
  oomKilled = false
  /** CPU time used so far, by processes that have ended too. */
  cpuMs = 0
  /** Memory that is nobody's heap: files in memory. */
  extraMemory: (() => number) | undefined

  constructor(parent?: ControlGroup) {
    this.parent = parent
    parent?.children.add(this)
  }

  get memoryBytes(): number {
    let sum = this.extraMemory?.() ?? 0
    for (const process of this.processes) sum += process.memoryBytes
    for (const child of this.children) sum += child.memoryBytes
    return sum
  }

  chargeCpu(ms: number): void {
    this.cpuMs += ms
    this.parent?.chargeCpu(ms)
  }

  /** Kills the largest process while the limit is exceeded, as the kernel does. */
  checkMemory(): void {
    const limitBytes = this.memoryLimitBytes ?? Infinity
    while (this.memoryBytes > limitBytes) {
      const [largest] = this.#all().sort((a, b) => b.memoryBytes - a.memoryBytes)
      if (!largest) break
      largest.group.oomKilled = true
      largest.kill('KILL', { fromOutside: true })
    }
    this.parent?.checkMemory()
  }

  remove(): void {
    this.parent?.children.delete(this)
  }

  #all(): Process[] {
    return [...this.processes, ...[...this.children].flatMap((child) => child.#all())]
  }
}
