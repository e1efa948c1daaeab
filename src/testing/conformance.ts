import { spawn } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConsoleLog, createIds, createSystemClock } from '#base'
import { createLab, ensureTools, loadModels, serveHeadless } from '#lab'

const GOLDEN = 'src/testing/golden'
const FLOORS = `${GOLDEN}/floors.json`

interface Area {
  /** Nodes that run pods in name only. */
  fakeNodes?: number
  /** Nodes with a kubelet of their own. */
  nodes?: number
  /** Transcripts at a time. */
  jobs: number
  timeoutSeconds: number
}

/** The folders of transcripts and the cluster that each was recorded with. */
const AREAS: Readonly<Record<string, Area>> = {
  kubectl: { fakeNodes: 3, jobs: 4, timeoutSeconds: 30 },
  wire: { fakeNodes: 3, jobs: 4, timeoutSeconds: 30 },
  tools: { fakeNodes: 3, jobs: 2, timeoutSeconds: 60 },
  control: { fakeNodes: 3, jobs: 4, timeoutSeconds: 60 },
  kubelet: { nodes: 1, jobs: 4, timeoutSeconds: 120 },
}

export interface AreaResult {
  area: string
  passed: number
  total: number
}

export const areas: readonly string[] = Object.keys(AREAS)

/** How many commands of an area have to pass: what has once passed stays so. */
export function floorOf(area: string): number {
  return (JSON.parse(readFileSync(FLOORS, 'utf8')) as Record<string, number>)[area] ?? 0
}

/** Replays the areas' transcripts, each against a cluster of its own. @param names all areas when empty. */
export async function measureConformance(
  names: readonly string[],
  options: { verbose: boolean; say: (line: string) => void },
): Promise<AreaResult[]> {
  const results: AreaResult[] = []
  for (const name of names.length > 0 ? names : areas) {
    results.push({ area: name, ...(await replay(name, AREAS[name]!, options)) })
  }
  return results
}

/** Prints the table. @returns whether no area is below its floor. */
export function printConformance(
  results: readonly AreaResult[],
  options: { update: boolean; say: (line: string) => void },
): boolean {
  const floors = Object.fromEntries(areas.map((area) => [area, floorOf(area)]))
  let good = true
  for (const { area, passed, total } of results) {
    const floor = floorOf(area)
    if (passed < floor) good = false
    floors[area] = Math.max(floor, passed)
    const share = ((100 * passed) / total).toFixed(1)
    options.say(
      `${area.padEnd(8)} ${String(passed).padStart(4)} of ${String(total).padStart(4)} commands  ${share.padStart(5)} %  (floor ${floor})`,
    )
  }
  if (options.update) writeFileSync(FLOORS, `${JSON.stringify(floors, null, 2)}\n`)
  return good
}

async function replay(
  name: string,
  { jobs, timeoutSeconds, ...nodes }: Area,
  { verbose, say }: { verbose: boolean; say: (line: string) => void },
): Promise<{ passed: number; total: number }> {
  const directory = await mkdtemp(join(tmpdir(), 'reconcile-conformance-'))
  const tools = await ensureTools({ cache: '.reconcile/tools', python: 'python3' })
  const clock = createSystemClock()
  const lab = await createLab({
    id: 'conformance',
    clock,
    ids: createIds(),
    log: createConsoleLog('conformance'),
    pace: 20,
    accountId: '111122223333',
    region: 'us-west-2',
    models: loadModels(),
  })
  await lab.addPlainCluster('conformance', nodes)
  const served = await serveHeadless(lab, { directory, port: 0, clock })
  try {
    const files = globSync(`${GOLDEN}/${name}/*.t`).toSorted()
    const args = [
      '--kubeconfig',
      served.kubeconfig,
      '--bin',
      tools.bin,
      '-j',
      String(jobs),
      '--timeout',
      String(timeoutSeconds),
    ]
    const output = await run([`${GOLDEN}/replay.mjs`, ...args, ...(verbose ? ['-v'] : []), ...files])
    const summary = /commands (\d+)\/(\d+)/.exec(output)
    if (!summary) throw new Error(`the replay of ${name} gave no summary:\n${output}`)
    if (verbose) say(output)
    return { passed: Number(summary[1]), total: Number(summary[2]) }
  } finally {
    await served.close()
    lab.close()
    await rm(directory, { recursive: true, force: true })
  }
}

function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (text) => (output += String(text)))
    child.on('error', reject)
    child.on('exit', () => resolve(output))
  })
}
