// The checks, then all tests, the real programs and the browser included.
import { parseArgs } from 'node:util'
import { runChecks } from '../src/testing/checks.ts'
import { prepareMachine } from '../src/testing/prepare-machine.ts'
import { LAYERS, runTests } from '../src/testing/run-tests.ts'
import { readArguments } from './arguments.ts'

const USAGE = `usage: npm test [-- LAYER...]

LAYER        ${LAYERS.join(', ')}; all of them, and the checks, by default`

const layers = readArguments(USAGE, () => {
  const { positionals } = parseArgs({ allowPositionals: true })
  const unknown = positionals.find((layer) => !LAYERS.includes(layer))
  if (unknown !== undefined) throw new RangeError(`there is no layer ${unknown}`)
  return positionals
})
const say = (line: string) => console.log(line)
const checks = layers.length === 0 ? await runChecks(say) : { passed: 0, failed: 0 }
await prepareMachine(say)
const tests = await runTests(layers, say)
const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''
say(`${checks.passed + tests.passed} passed, ${checks.failed + tests.failed} failed${skipped}`)
process.exit(checks.failed + tests.failed === 0 ? 0 : 1)
