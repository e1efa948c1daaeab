import { runScript } from './child.ts'
import type { LabCost } from './lab-cost.ts'
import type { BenchOptions, Measure } from './measure.ts'
import { startTestBackend } from '../sandbox/backend.ts'
import type { Page } from '../sandbox/page.ts'

const MEGABYTE = 1024 * 1024
const RUNS = 20

/** A learner's lab: how fast it is there, what it keeps, and what kubectl in the workstation's jail takes to ask its cluster. */
export async function measureLab({ say }: BenchOptions): Promise<Measure[]> {
  say('lab: new labs')
  const { readyMs, bytesEach } = await runScript<LabCost>('src/testing/bench/lab-cost.ts', [])
  say('lab: kubectl in the jail')
  await using backend = await startTestBackend()
  const page = await backend.page(await backend.cookie(), 'exercises/exercise-1', 'cluster-ready')
  await page.open()
  const getMs = await timeCommand(page, 'kubectl get pods -A')
  const versionMs = await timeCommand(page, 'kubectl version --client')
  await page.close()
  return [
    { part: 'lab', what: 'new lab with a cluster', value: readyMs, unit: 'ms', goal: { atMost: 100 } },
    { part: 'lab', what: 'memory of an idle lab', value: bytesEach / MEGABYTE, unit: 'MB', goal: { atMost: 3 } },
    { part: 'lab', what: 'kubectl version --client', value: versionMs, unit: 'ms' },
    { part: 'lab', what: 'kubectl get pods', value: getMs, unit: 'ms' },
    { part: 'lab', what: 'get beyond version', value: getMs - versionMs, unit: 'ms', goal: { atMost: 15 } },
  ]
}

/** Milliseconds that a command takes in the page's terminal, on average, after it has run once. */
async function timeCommand(page: Page, command: string): Promise<number> {
  const from = page.text().length
  const quiet = `${command} >/dev/null 2>&1`
  const loop = `for i in {1..${RUNS}}; do ${quiet}; done`
  page.type(
    `${quiet}; s=$EPOCHREALTIME; ${loop}; e=$EPOCHREALTIME; echo took: $(( (\${e/./} - \${s/./}) / ${RUNS} )) us\n`,
  )
  const took = /took: (\d+) us/
  await page.shows(took, { from, timeoutMs: 60_000 })
  return Number(took.exec(page.text().slice(from))![1]) / 1000
}
