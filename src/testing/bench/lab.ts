import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { ensureTools } from '#lab'
import { runScript } from './child.ts'
import type { LabCost } from './lab-cost.ts'
import type { BenchOptions, Measure } from './measure.ts'
import { startTestBackend } from '../sandbox/backend.ts'

const run = promisify(execFile)

const MEGABYTE = 1024 * 1024
const ROUNDS = 30
const COMMANDS = ['kubectl get pods -A', 'kubectl version --client']

/**
 * A learner's lab: how fast it is there, what it keeps, and what kubectl in the workstation's jail takes to ask its cluster,
 * beyond its own start; the same of kubectl on this machine and the cluster that is compared.
 */
export async function measureLab({ say, compare }: BenchOptions): Promise<Measure[]> {
  say('lab: new labs')
  const { readyMs, bytesEach } = await runScript<LabCost>('src/testing/bench/lab-cost.ts', [])
  say('lab: kubectl in the jail')
  const jailed = summarize(await runInJail(timedRounds()))
  if (compare) say('lab: kubectl and the real cluster')
  const real = compare ? summarize(await runHere(timedRounds(), compare)) : undefined
  const measure = (what: string, of: keyof Timing): Measure => ({
    part: 'lab',
    what,
    value: jailed[of],
    unit: 'ms',
    ...(real && { compared: real[of] }),
  })
  return [
    { part: 'lab', what: 'new lab with a cluster', value: readyMs, unit: 'ms', goal: { atMost: 100 } },
    { part: 'lab', what: 'memory of an idle lab', value: bytesEach / MEGABYTE, unit: 'MB', goal: { atMost: 3 } },
    measure('kubectl version --client', 'versionMs'),
    measure('kubectl get pods', 'getMs'),
    { ...measure('get beyond version', 'beyondMs'), goal: { atMost: 15 } },
  ]
}

interface Timing {
  getMs: number
  versionMs: number
  beyondMs: number
}

/** What bash is told: the commands in turn, so that what else the machine does meets both; a line of microseconds each round. */
function timedRounds(): string {
  const timed = (command: string) =>
    `s=$EPOCHREALTIME; ${command} >/dev/null 2>&1; e=$EPOCHREALTIME; took+=" $(( \${e/./} - \${s/./} ))"`
  return `for i in {0..${ROUNDS}}; do took=; ${COMMANDS.map(timed).join('; ')}; echo took $took; done; echo all to''ok`
}

/** The medians; beyond its own start is what a round's two commands differ by. */
function summarize(printed: string): Timing {
  // The first round fills caches.
  const [, ...rounds] = Array.from(printed.matchAll(/took (\d+) (\d+)/g), ([, get, version]) => [
    Number(get),
    Number(version),
  ])
  const median = (of: (round: number[]) => number) =>
    rounds.map(of).toSorted((a, b) => a - b)[rounds.length >> 1]! / 1000
  return {
    getMs: median(([get]) => get!),
    versionMs: median(([, version]) => version!),
    beyondMs: median(([get, version]) => get! - version!),
  }
}

async function runInJail(script: string): Promise<string> {
  await using backend = await startTestBackend()
  const page = await backend.page(await backend.cookie(), 'exercises/exercise-1', 'cluster-ready')
  await page.open()
  const from = page.text().length
  page.type(`${script}\n`)
  await page.shows(/all took/, { from, timeoutMs: 60_000 })
  await page.close()
  return page.text().slice(from)
}

async function runHere(script: string, kubeconfig: string): Promise<string> {
  const { PATH } = process.env
  const { bin } = await ensureTools({ cache: '.reconcile/tools', python: 'python3' })
  // The collector's pace is the jail's.
  const env = { PATH: `${bin}:${PATH}`, HOME: tmpdir(), KUBECONFIG: kubeconfig, GOGC: '400' }
  return (await run('bash', ['-c', script], { env })).stdout
}
