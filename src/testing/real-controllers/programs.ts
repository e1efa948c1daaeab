import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Programs of others that run against the API server. */
export interface Programs extends AsyncDisposable {
  /** What they have called an error or fatal so far and would not with the real API server, each line with its program. */
  readonly errors: readonly string[]
  /** Those that have ended by themselves. */
  readonly ended: readonly string[]
}

// How klog marks the severity of a line: its first letter, then month and day.
const KLOG_ERROR = /^[EF]\d{4} /
// How kwok does.
const JSON_ERROR = /^\{.*"level":"(?:ERROR|error)"/

/** What the real API server makes these programs log, too: they lose races with each other and with the end of a namespace. */
const EXPECTED = [
  /because it is being terminated/,
  /the object has been modified; please apply your changes to the latest version/,
  /failed to apply stage.*not found/,
]

/** Starts the real kube-controller-manager, kube-scheduler and kwok. @param bin the directory that has them */
export function startPrograms(bin: string, kubeconfig: string, directory: string): Programs {
  const certificates = join(directory, 'certificates')
  mkdirSync(certificates, { recursive: true })
  const files = ['--kubeconfig', '--authentication-kubeconfig', '--authorization-kubeconfig']
  const common = files.flatMap((option) => [option, kubeconfig])
  // No port of their own.
  common.push('--kube-api-content-type', 'application/json', '--secure-port', '0', '--cert-dir', certificates)
  const commands: Readonly<Record<string, readonly string[]>> = {
    'kube-controller-manager': [...common, '--use-service-account-credentials', '--controllers', '*'],
    'kube-scheduler': common,
    kwok: ['--kubeconfig', kubeconfig, '--manage-all-nodes=true', '--node-lease-duration-seconds=40'],
  }
  const errors: string[] = []
  const ended: string[] = []
  const children = Object.entries(commands).map(([name, args]) => {
    const child = spawn(join(bin, name), args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] })
    child.once('error', (error) => errors.push(`${name}: ${error.message}`))
    child.once('exit', () => ended.push(name))
    readErrors(child, (line) => errors.push(`${name}: ${line}`))
    return child
  })
  return {
    errors,
    ended,
    async [Symbol.asyncDispose]() {
      await Promise.all(children.map(stop))
    },
  }
}

function readErrors({ stdout, stderr }: ChildProcess, found: (line: string) => void): void {
  for (const stream of [stdout, stderr])
    createInterface({ input: stream! }).on('line', (line) => {
      const isError = KLOG_ERROR.test(line) || JSON_ERROR.test(line)
      if (isError && !EXPECTED.some((pattern) => pattern.test(line))) found(line)
    })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
