// `npm run bench [-- PART…] [--compare KUBECONFIG] [--seconds N] [--idle N] [--seeds N] [--json]`: measures the product on this machine, each figure with its goal.
// --compare measures a real cluster in the same run. Servers are on loopback and end with the run.
import { parseArgs } from 'node:util'
import { runBench } from '../src/testing/bench/bench.ts'
import { formatMeasures } from '../src/testing/bench/measure.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    compare: { type: 'string' },
    idle: { type: 'string', default: '50' },
    seeds: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
})
const measures = await runBench(positionals, {
  ...(values.compare !== undefined && { compare: values.compare }),
  seconds: Number(values.seconds),
  idle: Number(values.idle),
  seeds: Number(values.seeds),
  say: (line) => console.error(line),
})
console.log(values.json ? JSON.stringify(measures, null, 2) : formatMeasures(measures))
process.exit(0)
