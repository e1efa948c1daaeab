import { runScript } from './child.ts'
import type { Phase, ScaleResult } from './cluster-scale.ts'
import type { BenchOptions, Measure } from './measure.ts'

const NODES = 1000
const SIZES = [1_000, 10_000, 30_000]
/** More than this between two sizes is more than noise: the cost of a pod must not depend on how many there are. */
const LINEAR = 1.3

/** A cluster of a thousand nodes in one process: API server, controllers, scheduler and nodes together on one core. */
export async function measureScale({ say }: BenchOptions): Promise<Measure[]> {
  const results: ScaleResult[] = []
  for (const pods of SIZES) {
    say(`scale: ${pods} pods on ${NODES} nodes`)
    results.push(await runScript<ScaleResult>('src/testing/bench/cluster-scale.ts', [String(NODES), String(pods)]))
  }
  const [smallest, ...larger] = results
  return [
    ...results.flatMap(measuresOf),
    ...larger.map((result) => ({
      part: 'scale',
      what: `${result.pods} pods: cost of one, against ${smallest!.pods}`,
      value: costOfPod(result) / costOfPod(smallest!),
      unit: '×',
      goal: { atMost: LINEAR },
    })),
  ]
}

const costOfPod = ({ pods, creation, scheduling, starting }: ScaleResult) =>
  (creation.coreSeconds + scheduling.coreSeconds + starting.coreSeconds) / pods

function measuresOf(result: ScaleResult): Measure[] {
  const { pods, creation, scheduling, starting, rollout, bytesPerPod, idleHour } = result
  const largest = pods === SIZES.at(-1)
  const running = sum(scheduling, starting)
  const measure = (what: string, value: number, unit: string): Measure => ({
    part: 'scale',
    what: `${pods} pods: ${what}`,
    value,
    unit,
  })
  return [
    { ...measure('created', pods / creation.seconds, '/s'), perCoreSecond: pods / creation.coreSeconds },
    {
      ...measure('scheduled', pods / running.seconds, '/s'),
      perCoreSecond: pods / running.coreSeconds,
      ...(largest && { goal: { atLeast: 2_000 } }),
    },
    measure('rollout of 1,000 replicas', rollout.seconds, 's'),
    { ...measure('memory of one', bytesPerPod / 1000, 'kB'), ...(largest && { goal: { atMost: 6 } }) },
    measure('an idle hour, of a core', idleHour.coreSeconds, 's'),
  ]
}

const sum = (a: Phase, b: Phase): Phase => ({
  seconds: a.seconds + b.seconds,
  coreSeconds: a.coreSeconds + b.coreSeconds,
})
