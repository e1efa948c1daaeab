import { measureApi } from './api.ts'
import { measureLab } from './lab.ts'
import { measureLearners } from './learners.ts'
import type { BenchOptions, BenchPart, Measure } from './measure.ts'
import { measurePage } from './page.ts'
import { measureScale } from './scale.ts'
import { measureWorkloads } from './workloads.ts'

/** The parts of the benchmark: one line each. */
const PARTS: Readonly<Record<string, BenchPart>> = {
  page: measurePage,
  lab: measureLab,
  learners: measureLearners,
  api: measureApi,
  scale: measureScale,
  workloads: measureWorkloads,
}

export const benchParts: readonly string[] = Object.keys(PARTS)

/** Measures the parts named, one after the other; all when none is. */
export async function runBench(names: readonly string[], options: BenchOptions): Promise<Measure[]> {
  const measures: Measure[] = []
  for (const [name, part] of Object.entries(PARTS))
    if (names.length === 0 || names.includes(name)) measures.push(...(await part(options)))
  return measures
}
