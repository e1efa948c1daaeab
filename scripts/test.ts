// `npm test`: the checks, then all tests, the real programs and the browser included. `npm test -- unit wire` runs only those layers.
import { runChecks } from '../src/testing/checks.ts'
import { prepareMachine } from '../src/testing/prepare-machine.ts'
import { runTests } from '../src/testing/run-tests.ts'

const layers = process.argv.slice(2)
const say = (line: string) => console.log(line)
const checks = layers.length === 0 ? await runChecks(say) : { passed: 0, failed: 0 }
await prepareMachine(say)
const tests = await runTests(layers, say)
const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''
say(`${checks.passed + tests.passed} passed, ${checks.failed + tests.failed} failed${skipped}`)
process.exit(checks.failed + tests.failed === 0 ? 0 : 1)
