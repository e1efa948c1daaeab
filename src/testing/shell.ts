import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Output } from '#course'

/** One bash that keeps its variables and directory from command to command. */
export interface Shell {
  /** Runs a command, which may have several lines.
   *  @throws when it takes longer than `timeoutMs`, or ends the shell. */
  run(command: string, timeoutMs?: number): Promise<Output>
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts a bash in `cwd` with nothing but `env`. */
export async function startShell(cwd: string, env: Readonly<Record<string, string>>): Promise<Shell> {
  const folder = await mkdtemp(join(tmpdir(), 'shell-'))
  const [out, err] = [join(folder, 'out'), join(folder, 'err')]
  const bash = spawn('bash', ['--noprofile', '--norc'], {
    cwd,
    env: { ...env },
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    detached: true,
  })
  let received = ''
  let settle: (() => void) | undefined
  bash.stdio[3]!.on('data', (chunk: Buffer) => {
    received += chunk.toString()
    settle?.()
  })
  const ended = new Promise<never>((_, reject) =>
    bash.on('exit', (code) => reject(new Error(`the shell ended with ${code}`))),
  )
  ended.catch(() => undefined)

  async function exitStatus(command: string, timeoutMs: number): Promise<number> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`\`${command}\` took longer than ${timeoutMs} ms`)), timeoutMs)
    })
    try {
      while (!received.includes('\n'))
        await Promise.race([ended, late, new Promise<void>((resolve) => (settle = resolve))])
    } finally {
      clearTimeout(timer)
    }
    const [status] = received.split('\n')
    received = ''
    return Number(status)
  }

  return {
    async run(command, timeoutMs = 120_000) {
      bash.stdin!.write(`{ ${command}\n} >${out} 2>${err} </dev/null; echo $? >&3\n`)
      const exitCode = await exitStatus(command, timeoutMs)
      const [stdout, stderr] = await Promise.all([readFile(out, 'utf8'), readFile(err, 'utf8')])
      return { stdout: stdout.replace(/\n+$/, ''), stderr: stderr.replace(/\n+$/, ''), exitCode }
    },
    async [Symbol.asyncDispose]() {
      if (bash.exitCode === null) {
        const gone = new Promise((resolve) => bash.once('close', resolve))
        // The whole group: a command may have left something in the background.
        process.kill(-bash.pid!, 'SIGKILL')
        await gone
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}
