/** Leaves loops or functions. */
export class Jump extends Error {
  readonly kind: 'break' | 'continue' | 'return'
  /** Loops to leave; for `return` the status. */
  levels: number

  constructor(kind: 'break' | 'continue' | 'return', levels: number) {
    super(kind)
    this.kind = kind
    this.levels = levels
  }
}
