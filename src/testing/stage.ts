import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConsoleLog, createIds, createSystemClock } from '#base'
import type { ReadSource } from '#course'
import { ensurePacedWaiters, ensureTools, kubeconfigOf, loadModels, serveHeadless, startLab, type Lab } from '#lab'
import { TEST_PACE } from './pace.ts'
import { startShell, type Shell } from './shell.ts'
import { createToolReader } from './tool-reader.ts'

const root = join(import.meta.dirname, '../..')
const cache = join(root, 'node_modules/.cache/reconcile')
/** A lab in a starting state with a workstation: bash with the real programs in a home of its own. */
export interface Stage extends AsyncDisposable {
  lab: Lab
  shell: Shell
  home: string
  /** Sees what the learner's programs see. */
  read: ReadSource
  /** Stops or starts a component of the control plane, as the learner does from the page. */
  setComponent(component: string, running: boolean): void
}

/**
 * Makes a lab in the state that `scenario` names.
 * @param files a folder whose content lies in the home at the start.
 */
export async function createStage(scenario: string, files?: string): Promise<Stage> {
  const clock = createSystemClock()
  const lab = await startLab(scenario, {
    id: 'stage',
    clock,
    ids: createIds(),
    log: createConsoleLog('lab'),
    pace: TEST_PACE,
    accountId: '111122223333',
    region: 'us-west-2',
    models,
  })
  const home = await mkdtemp(join(tmpdir(), 'home-'))
  const served = await serveHeadless(lab, { directory: join(home, '.lab'), port: 0, clock })
  const { bin } = await ensureTools({ cache, python: whichPython() })
  const shell = await startShell(home, {
    HOME: home,
    PATH: `${bin}:/usr/bin:/bin`,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    TERM: 'dumb',
    AWS_DATA_PATH: await ensurePacedWaiters({ cache, pace: TEST_PACE }),
  })
  await shell.run(`. ${served.env}; unset KUBECONFIG`)
  if (files) await cp(files, home, { recursive: true })
  const kubeconfig = await kubeconfigOf(lab, scenario)
  if (kubeconfig) {
    await mkdir(join(home, '.kube'))
    await writeFile(join(home, '.kube/config'), kubeconfig, { mode: 0o600 })
  }
  const stage: Stage = {
    lab,
    shell,
    home,
    read: createToolReader(shell),
    setComponent(name, running) {
      for (const { cluster } of lab.clusters.values()) {
        const component = cluster.components.get(name)
        if (!component) throw new Error(`there is no component ${name}`)
        if (running) component.start()
        else component.stop()
      }
    },
    async [Symbol.asyncDispose]() {
      await shell[Symbol.asyncDispose]()
      lab.close()
      await served.close()
      await rm(home, { recursive: true, force: true })
    },
  }
  return stage
}

const models = loadModels()
const whichPython = () => execFileSync('which', ['python3'], { encoding: 'utf8' }).trim()
