import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createHttpClient } from '#cluster'
import { readKubeconfig } from '#lab'
import { isReady } from '../../cluster/fake-nodes/node-status.ts'
import { createFakeNodes } from '../../cluster/fake-nodes/node-objects.ts'
import { Node } from '../../cluster/resources/generated/kinds.ts'
import { createHttpsTransport } from '../../lab/remote/https-transport.ts'
import { serveScript } from '../bench/child.ts'
import { playRound, until } from './goals.ts'
import { startPrograms } from './programs.ts'

const NODES = 3
const REST_MS = 5_000
const OURS = ['kube-controller-manager', 'kube-scheduler', 'fake-nodes']

export interface RealControllersOptions {
  /** Where kube-controller-manager, kube-scheduler and kwok are. */
  bin: string
  minutes: number
  say(line: string): void
}

/** Runs the real controllers against this API server. @returns what went wrong, one line each */
export async function runRealControllers({ bin, minutes, say }: RealControllersOptions): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'real-controllers-'))
  try {
    const args = ['--dir', directory, '--flavor', 'vanilla', '--without', OURS.join(',')]
    await using lab = await serveScript<{ kubeconfig: string }>('scripts/lab.ts', args)
    await using programs = startPrograms(bin, lab.first.kubeconfig, directory)
    using transport = createHttpsTransport(readKubeconfig(lab.first.kubeconfig))
    const client = createHttpClient({ transport, user: { name: 'admin', groups: [] }, component: 'real-controllers' })
    await createFakeNodes(client, NODES)
    await until('ready nodes', async () => (await client.list(Node)).items.every(isReady))
    const end = Date.now() + minutes * 60_000
    const failures: string[] = []
    try {
      for (let round = 1; round === 1 || Date.now() < end; round++) {
        await playRound(client, `round-${round}`, say)
        await pause(Math.max(0, Math.min(REST_MS, end - Date.now())))
      }
    } catch (error) {
      failures.push((error as Error).message)
    }
    return [...failures, ...programs.ended.map((name) => `${name} has ended`), ...programs.errors]
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
