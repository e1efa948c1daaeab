import { CelError, type Value } from './values.ts'

/** One evaluation: the variables' values, and what it may still cost. */
export class Evaluation {
  readonly variables: Readonly<Record<string, Value>>
  /** Of the macros that are being evaluated. */
  readonly locals: Value[] = []
  #budget: number

  /** @param budget in steps, as the real evaluator counts them. */
  constructor(variables: Readonly<Record<string, Value>>, budget: number) {
    this.variables = variables
    this.#budget = budget
  }

  /** @throws CelError when the budget is used up. */
  spend(steps: number): void {
    this.#budget -= steps
    if (this.#budget < 0) throw new CelError('operation cancelled: actual cost limit exceeded')
  }

  get left(): number {
    return this.#budget
  }
}
