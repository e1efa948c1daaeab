// What labs cost in one process: `node --expose-gc src/testing/bench/lab-cost.ts` prints one JSON line.
import { createConsoleLog, createIds, createSystemClock } from '#base'
import { loadModels, startLab, type Lab } from '#lab'
import { memory } from './memory.ts'

/** Milliseconds for a new lab with its cluster, and the bytes that each keeps when it is idle, beyond the first. */
export interface LabCost {
  readyMs: number
  bytesEach: number
}

const LABS = 10
const SETTLE_MS = 2000

const models = loadModels()
const labs: Lab[] = [await addLab()]
await settle()
const before = memory()
const begun = performance.now()
for (let i = 0; i < LABS; i++) labs.push(await addLab())
const readyMs = (performance.now() - begun) / LABS
await settle()
const cost: LabCost = { readyMs, bytesEach: (memory() - before) / LABS }
console.log(JSON.stringify(cost))
for (const lab of labs) lab.close()
process.exit(0)

function addLab(): Promise<Lab> {
  const context = { clock: createSystemClock(), ids: createIds(), log: createConsoleLog('bench') }
  return startLab('cluster-ready', {
    ...context,
    id: 'bench',
    pace: 20,
    accountId: '111122223333',
    region: 'us-west-2',
    models,
  })
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
}
