import type { Process } from './process.ts'

/** The process ids that some processes see. What lives in a namespace is also seen in the one around it. */
export class ProcessNamespace {
  readonly parent: ProcessNamespace | undefined
  readonly #processes = new Map<number, Process>()
  readonly #ids = new Map<Process, number>()
  #last = 0

  constructor(parent?: ProcessNamespace) {
    this.parent = parent
  }

  enter(process: Process): void {
    this.#processes.set(++this.#last, process)
    this.#ids.set(process, this.#last)
    this.parent?.enter(process)
  }

  leave(process: Process): void {
    const id = this.#ids.get(process)
    if (id === undefined) return
    this.#processes.delete(id)
    this.#ids.delete(process)
    this.parent?.leave(process)
  }

  /** 0 for a process that is not seen here. */
  idOf(process: Process | undefined): number {
    return (process && this.#ids.get(process)) ?? 0
  }

  get(id: number): Process | undefined {
    return this.#processes.get(id)
  }

  /** By id, ascending. */
  list(): [number, Process][] {
    return [...this.#processes]
  }
}
