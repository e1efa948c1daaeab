import type { FieldErrors } from '../../apimachinery/field-errors.ts'

const FIRST = 30_000
const LAST = 32_767
// Explicit choices come from the low end by convention, so that what is given out at random starts above it.
const RESERVED = 86
const TRIES = 64

/** The text of a port that nobody may have. */
export const OUT_OF_RANGE = `provided port is not in the valid range. The range of valid ports is ${FIRST}-${LAST}`
/** The text of a port that another Service has. */
export const TAKEN = 'provided port is already allocated'

/** The ports of nodes that Services use. */
export interface NodePorts {
  /** A free port, or `undefined` when all are taken. @param others given out in the same request. */
  next(others: ReadonlySet<number>): number | undefined
  /** Why a port cannot be had, if it cannot. */
  problem(port: number, dryRun: boolean): string | undefined
  /** Reports a port that cannot be had; `errors` stands at it. */
  check(port: number, dryRun: boolean, errors: FieldErrors): void
}

/** @param isTaken whether another Service has the port. */
export function createNodePorts(isTaken: (port: number) => boolean, random: () => number): NodePorts {
  const problem = (port: number, dryRun: boolean) => {
    if (!dryRun && (port < FIRST || port > LAST)) return OUT_OF_RANGE
    return isTaken(port) ? TAKEN : undefined
  }
  return {
    next(others) {
      const isFree = (port: number) => !others.has(port) && !isTaken(port)
      const start = FIRST + RESERVED
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const port = start + Math.floor(random() * (LAST - start + 1))
        if (isFree(port)) return port
      }
      for (let port = start; port <= LAST; port++) if (isFree(port)) return port
      for (let port = FIRST; port < start; port++) if (isFree(port)) return port
      return undefined
    },
    problem,
    check(port, dryRun, errors) {
      const text = problem(port, dryRun)
      if (text) errors.invalid(port, text)
    },
  }
}
