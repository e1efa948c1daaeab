import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LoadResult } from './api-load.ts'
import { runScript, serveScript } from './child.ts'
import type { ClusterCost } from './cluster-cost.ts'
import type { BenchOptions, Measure } from './measure.ts'

/** Four times what the real API server reached on the machine where the goals were set; two and a half times for lists and watches. */
const GOALS: Readonly<Record<string, number>> = {
  get: 6_000,
  'list of 500': 400,
  create: 4_220,
  'merge patch': 3_690,
  apply: 2_720,
  'watch events': 39_400,
}
const MEGABYTE = 1024 * 1024
/** A thousandth of a core for an hour. */
const UNNOTICED_SECONDS = 3.6

/** The API server over TLS, loaded by 16 connections of another process, and what a cluster costs in its process. */
export async function measureApi(options: BenchOptions): Promise<Measure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-api-'))
  try {
    options.say('api: our API server')
    const ours = await loadOf('scripts/lab.ts', ['--dir', join(directory, 'lab'), '--flavor', 'vanilla'], options)
    options.say("api: Node's HTTPS server with constant answers")
    const ceiling = await loadOf('src/testing/bench/constant-server.ts', [join(directory, 'constant')], options)
    if (options.compare) options.say('api: the real API server')
    const real = options.compare ? await load(options.compare, options) : []
    options.say('api: new clusters')
    const costs = await runScript<ClusterCost[]>('src/testing/bench/cluster-cost.ts', [])
    return [
      ...ours.map((result) => rate(result, real)),
      ...ceiling.map(({ name, perSecond }) => ({
        part: 'api',
        what: `ceiling: ${name}`,
        value: perSecond,
        unit: '/s',
      })),
      ...costs.flatMap(costMeasures),
    ]
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function loadOf(script: string, args: readonly string[], options: BenchOptions): Promise<LoadResult[]> {
  await using server = await serveScript<{ kubeconfig: string }>(script, args)
  return await load(server.first.kubeconfig, options, server.process.pid)
}

function load(kubeconfig: string, { seconds }: BenchOptions, pid = 0): Promise<LoadResult[]> {
  return runScript('src/testing/bench/api-load.ts', [kubeconfig, String(seconds), String(pid)])
}

function rate(result: LoadResult, real: readonly LoadResult[]): Measure {
  const { name, perSecond: value, perCoreSecond } = result
  const compared = real.find((other) => other.name === name)?.perSecond
  return {
    part: 'api',
    what: name,
    value,
    unit: '/s',
    goal: { atLeast: GOALS[name]! },
    ...(perCoreSecond !== undefined && { perCoreSecond }),
    ...(compared !== undefined && { compared }),
  }
}

function costMeasures({ clusters, readyMs, bytesEach, idleHourSeconds }: ClusterCost): Measure[] {
  const what = clusters === 1 ? 'a second cluster' : `each of ${clusters} clusters`
  const measure = (of: string, value: number, unit: string, atMost: number): Measure => ({
    part: 'api',
    what: `${what}: ${of}`,
    value,
    unit,
    goal: { atMost },
  })
  const measures = [measure('ready', readyMs, 'ms', 100), measure('memory', bytesEach / MEGABYTE, 'MB', 3)]
  // What one takes is less than what the process does by itself.
  if (clusters > 1) measures.push(measure('an idle hour, of a core', idleHourSeconds, 's', UNNOTICED_SECONDS))
  return measures
}
