import { execFileSync, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureTools } from '../../lab/tools/tools.ts'
import type { AwsServer } from './aws-server.ts'

/** What a run of the aws CLI printed. */
export interface CliResult {
  stdout: string
  stderr: string
  status: number
}

/** The real aws CLI with a home of its own. */
export interface AwsCli extends AsyncDisposable {
  home: string
  run(args: string[], env?: Record<string, string>): Promise<CliResult>
  /** Parses what a command prints. @throws when it fails. */
  json<T>(args: string[]): Promise<T>
}

/** A CLI that talks to `server` with the learner's keys. */
export async function createAwsCli(server: AwsServer): Promise<AwsCli> {
  const home = await mkdtemp(join(tmpdir(), 'aws-cli-'))
  const python = execFileSync('which', ['python3'], { encoding: 'utf8' }).trim()
  const { bin } = await ensureTools({
    cache: join(import.meta.dirname, '../../../node_modules/.cache/reconcile'),
    python,
  })
  const { accessKeyId, secretAccessKey } = server.account.credentials
  const run: AwsCli['run'] = (args, env) =>
    new Promise((resolve, reject) => {
      const child = spawn(join(bin, 'aws'), args, {
        env: {
          PATH: process.env['PATH'],
          HOME: home,
          AWS_ENDPOINT_URL: server.url,
          AWS_DEFAULT_REGION: 'us-west-2',
          AWS_ACCESS_KEY_ID: accessKeyId,
          AWS_SECRET_ACCESS_KEY: secretAccessKey,
          AWS_MAX_ATTEMPTS: '1',
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let stdout = ''
      let stderr = ''
      child.stdout.on('data', (chunk) => (stdout += String(chunk)))
      child.stderr.on('data', (chunk) => (stderr += String(chunk)))
      child.on('error', reject)
      child.on('close', (status) => resolve({ stdout, stderr, status: status ?? -1 }))
    })
  return {
    home,
    run,
    async json<T>(args: string[]) {
      const { stdout, stderr, status } = await run(args)
      if (status !== 0) throw new Error(`aws ${args.join(' ')}: ${stderr}`)
      return JSON.parse(stdout) as T
    },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true }),
  }
}
