import { runScript } from './child.ts'
import type { LabCost } from './lab-cost.ts'
import type { BenchOptions, Measure } from './measure.ts'
import { startTestBackend } from '../sandbox/backend.ts'
import type { Page } from '../sandbox/page.ts'

const MEGABYTE = 1024 * 1024
const RUNS = 30

/** A learner's lab: how fast it is there, what it keeps, and what kubectl in the workstation's jail takes to ask its cluster. */
export async function measureLab({ say }: BenchOptions): Promise<Measure[]> {
  say('lab: new labs')
  const { readyMs, bytesEach } = await runScript<LabCost>('src/testing/bench/lab-cost.ts', [])
  say('lab: kubectl in the jail')
  await using backend = await startTestBackend()
  const page = await backend.page(await backend.cookie(), 'exercises/exercise-1', 'cluster-ready')
  await page.open()
  const [getMs, versionMs] = await timeCommands(page, ['kubectl get pods -A', 'kubectl version --client'])
  await page.close()
  return [
    { part: 'lab', what: 'new lab with a cluster', value: readyMs, unit: 'ms', goal: { atMost: 100 } },
    { part: 'lab', what: 'memory of an idle lab', value: bytesEach / MEGABYTE, unit: 'MB', goal: { atMost: 3 } },
    { part: 'lab', what: 'kubectl version --client', value: versionMs, unit: 'ms' },
    { part: 'lab', what: 'kubectl get pods', value: getMs, unit: 'ms' },
    { part: 'lab', what: 'get beyond version', value: getMs - versionMs, unit: 'ms', goal: { atMost: 15 } },
  ]
}

/** Milliseconds that each command takes in the page's terminal: the median, of runs in turn, so that what else the machine does meets all. */
async function timeCommands(page: Page, commands: readonly [string, string]): Promise<[number, number]> {
  const from = page.text().length
  const timed = (command: string, at: number) =>
    `s=$EPOCHREALTIME; ${command} >/dev/null 2>&1; e=$EPOCHREALTIME; echo took ${at}: $(( \${e/./} - \${s/./} ))`
  page.type(`for i in {0..${RUNS}}; do ${commands.map(timed).join('; ')}; done; echo all to''ok\n`)
  await page.shows(/all took/, { from, timeoutMs: 60_000 })
  const text = page.text().slice(from)
  const median = (at: number) => {
    // The first run fills caches.
    const [, ...times] = Array.from(text.matchAll(new RegExp(`took ${at}: (\\d+)`, 'g')), ([, us]) => Number(us))
    return times.toSorted((a, b) => a - b)[times.length >> 1]! / 1000
  }
  return [median(0), median(1)]
}
