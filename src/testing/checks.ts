import { spawn } from 'node:child_process'

interface Check {
  name: string
  command: readonly string[]
}

/** What is checked without running the product, the quick ones first. */
const CHECKS: readonly Check[] = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'unused code', command: ['knip'] },
  { name: 'format', command: ['prettier', '--check', '--cache', '--log-level', 'warn', '.'] },
]

/** Runs all checks, one after the other. */
export async function runChecks(say: (line: string) => void): Promise<{ passed: number; failed: number }> {
  let failed = 0
  for (const { name, command } of CHECKS) {
    const begun = Date.now()
    const { code, output } = await run(command)
    const seconds = ((Date.now() - begun) / 1000).toFixed(1)
    say(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
    if (code !== 0) {
      failed++
      say(output.trimEnd())
    }
  }
  return { passed: CHECKS.length - failed, failed }
}

function run([program = '', ...args]: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    // By the Node that runs this: an older one on the PATH does not take every tool.
    const child = spawn(process.execPath, [`node_modules/.bin/${program}`, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (text) => (output += String(text)))
    child.stderr.on('data', (text) => (output += String(text)))
    child.on('error', reject)
    child.on('exit', (code) => resolve({ code: code ?? 1, output }))
  })
}
