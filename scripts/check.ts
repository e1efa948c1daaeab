// `npm run check`: everything that reads the sources without running them. Prints one line per check, and what a failed one said.
import { runChecks } from '../src/testing/checks.ts'

const { passed, failed } = await runChecks((line) => console.log(line))
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
