/** One measured figure. */
export interface Measure {
  part: string
  what: string
  value: number
  unit: string
  /** What is to be reached; `atMost` where less is better. */
  goal?: { atLeast: number } | { atMost: number }
  /** A rate for each second of a processor's time: what a core that the machine shares with nothing else reaches. */
  perCoreSecond?: number
  /** The same of what it is compared with. */
  compared?: number
}

/** What every part of the benchmark is given. */
export interface BenchOptions {
  /** The kubeconfig of a real cluster that is measured as well. */
  compare?: string
  /** How long one figure is measured. */
  seconds: number
  /** How many sessions wait while others type. */
  idle: number
  /** How many random workloads are tried. */
  seeds: number
  /** Told what is being done. */
  say(line: string): void
}

/** A part of the benchmark. */
export type BenchPart = (options: BenchOptions) => Promise<Measure[]>

/** Whether a figure is as it should be; `undefined` without a goal. */
export function reaches({ value: measured, perCoreSecond = measured, goal }: Measure): boolean | undefined {
  if (!goal) return undefined
  const value = Math.max(measured, perCoreSecond)
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost
}

/** The figures as a table, a line each. */
export function formatMeasures(measures: readonly Measure[]): string {
  const rows = measures.map((measure) => [
    measure.part,
    measure.what,
    `${formatNumber(measure.value)} ${measure.unit}`,
    measure.perCoreSecond === undefined ? '' : formatNumber(measure.perCoreSecond),
    formatGoal(measure),
    measure.compared === undefined ? '' : formatNumber(measure.compared),
    measure.compared ? `${(measure.value / measure.compared).toFixed(2)}×` : '',
  ])
  const table = [['part', 'what', 'measured', 'a core-second', 'goal', 'real', 'ratio'], ...rows]
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)))
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ')
  return table.map((row) => line(row).trimEnd()).join('\n')
}

function formatGoal(measure: Measure): string {
  const { goal } = measure
  if (!goal) return ''
  const text = 'atLeast' in goal ? `≥ ${formatNumber(goal.atLeast)}` : `≤ ${formatNumber(goal.atMost)}`
  return `${text} ${reaches(measure) ? 'ok' : 'MISSED'}`
}

function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-US', { maximumFractionDigits: digits })
}
