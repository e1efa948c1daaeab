import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestCounts {
  passed: number
  failed: number
  skipped: number
}

/** What Vitest's JSON report says, as far as it is counted. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
}

// One after the other: the later layers start programs and browsers, and need the machine for themselves.
export const LAYERS: readonly string[] = ['unit', 'wire', 'cli', 'course', 'e2e', 'conformance']

/** Runs the layers' tests. @param layers all when empty. */
export async function runTests(layers: readonly string[], say: (line: string) => void): Promise<TestCounts> {
  const total: TestCounts = { passed: 0, failed: 0, skipped: 0 }
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-tests-'))
  try {
    for (const layer of layers.length > 0 ? layers : LAYERS) {
      say(`tests: ${layer}`)
      const counts = await runLayer(layer, join(folder, `${layer}.json`))
      total.passed += counts.passed
      total.failed += counts.failed
      total.skipped += counts.skipped
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return total
}

async function runLayer(layer: string, reportPath: string): Promise<TestCounts> {
  const args = [
    'run',
    '--project',
    layer,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportPath}`,
  ]
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/.bin/vitest', ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('error', reject)
    child.on('exit', (status) => resolve(status ?? 1))
  })
  const text = await readFile(reportPath, 'utf8').catch(() => undefined) // Absent when Vitest itself failed.
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(text) as Report
  const failed = report.numFailedTests + (report.numFailedTests === 0 ? report.numFailedTestSuites : 0)
  // An error outside of any test fails the run although every test passed.
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests,
  }
}
