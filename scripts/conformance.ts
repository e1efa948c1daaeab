// `npm run conformance [-- AREA…] [--update]`: replays what a real Kubernetes v1.35 prints against a lab of our own, and prints how many
// commands pass by area. Fails when an area passes fewer than `src/testing/golden/floors.json` says; `--update` raises those numbers.
import { parseArgs } from 'node:util'
import { measureConformance, printConformance } from '../src/testing/conformance.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { update: { type: 'boolean', default: false }, verbose: { type: 'boolean', short: 'v', default: false } },
})
const results = await measureConformance(positionals, { verbose: values.verbose, say: (line) => console.log(line) })
process.exit(printConformance(results, { update: values.update, say: (line) => console.log(line) }) ? 0 : 1)
