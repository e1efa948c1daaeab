import { runRandomWorkload } from '../workloads/random-workload.ts'
import type { BenchOptions, Measure } from './measure.ts'

/** Random workloads on a virtual clock, half of them with components that stop and start; tells of every seed that does not come to rest. */
export async function measureWorkloads({ seeds, say }: BenchOptions): Promise<Measure[]> {
  const begun = performance.now()
  let failed = 0
  for (let seed = 1; seed <= seeds; seed++) {
    const broken = await runRandomWorkload({ seed, crashes: seed % 2 === 0 }).catch((error: unknown) => [
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    ])
    if (broken.length > 0) {
      failed++
      say(`workloads: seed ${seed} does not come to rest:\n  ${broken.join('\n  ')}`)
    }
    if (seed % 100 === 0) say(`workloads: ${seed} of ${seeds} seeds`)
  }
  const seconds = (performance.now() - begun) / 1000
  return [
    { part: 'workloads', what: `of ${seeds} seeds, not at rest`, value: failed, unit: 'seeds', goal: { atMost: 0 } },
    { part: 'workloads', what: 'time of one', value: seconds / seeds, unit: 's' },
  ]
}
