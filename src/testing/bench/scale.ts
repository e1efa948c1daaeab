import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runScript, serveScript } from './child.ts'
import type { Phase, ScaleResult } from './cluster-scale.ts'
import type { BenchOptions, Measure } from './measure.ts'
import type { WireRollout } from './wire-rollout.ts'

const NODES = 1000
const SIZES = [1_000, 10_000, 30_000]
/** More than this between two sizes is more than noise: the cost of a pod must not depend on how many there are. */
const LINEAR = 1.3
/** What the real control plane can do in a bearable time as well. */
const WIRE_NODES = 100
const WIRE_SIZES = [1_000, 2_000]

/**
 * A cluster of a thousand nodes in one process: API server, controllers, scheduler and nodes together on one core. Then what a client in another
 * process sees of a large rollout; the same of the cluster that is compared, whose nodes kwok runs.
 */
export async function measureScale(options: BenchOptions): Promise<Measure[]> {
  return [...(await measureGrowth(options)), ...(await measureWire(options))]
}

async function measureGrowth({ say }: BenchOptions): Promise<Measure[]> {
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

async function measureWire(options: BenchOptions): Promise<Measure[]> {
  const measures: Measure[] = []
  for (const replicas of WIRE_SIZES) measures.push(...(await measureRollout(replicas, options)))
  return measures
}

async function measureRollout(replicas: number, { say, compare }: BenchOptions): Promise<Measure[]> {
  say(`scale: a rollout of ${replicas} replicas, seen over the wire`)
  const ours = await rolloutOfLab(replicas)
  if (compare) say('scale: the same of the real control plane')
  const real = compare ? await rolloutOf(compare, replicas) : undefined
  const measure = (what: string, of: (rollout: WireRollout) => number, unit: string): Measure => ({
    part: 'scale',
    what: `${replicas} replicas over the wire: ${what}`,
    value: of(ours),
    unit,
    ...(real && { compared: of(real) }),
  })
  return [
    measure('scheduled', ({ schedulingSeconds }) => replicas / schedulingSeconds, '/s'),
    measure('available', ({ creationSeconds }) => creationSeconds, 's'),
    measure('rolled out', ({ rolloutSeconds }) => rolloutSeconds, 's'),
    measure('GET meanwhile, median', ({ getP50 }) => getP50, 'ms'),
    { ...measure('GET meanwhile, p99', ({ getP99 }) => getP99, 'ms'), goal: { atMost: 50 } },
  ]
}

async function rolloutOfLab(replicas: number): Promise<WireRollout> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-scale-'))
  try {
    const args = ['--dir', directory, '--flavor', 'vanilla']
    await using server = await serveScript<{ kubeconfig: string }>('scripts/lab.ts', args)
    return await rolloutOf(server.first.kubeconfig, replicas)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function rolloutOf(kubeconfig: string, replicas: number): Promise<WireRollout> {
  return runScript('src/testing/bench/wire-rollout.ts', [kubeconfig, String(WIRE_NODES), String(replicas)])
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
