// Measures the product on this machine, each figure with its goal. Servers are on loopback and end with the run.
import { parseArgs } from 'node:util'
import { benchParts, runBench } from '../src/testing/bench/bench.ts'
import { formatMeasures } from '../src/testing/bench/measure.ts'
import { readArguments } from './arguments.ts'

const USAGE = `usage: npm run bench [-- PART...] [--compare KUBECONFIG] [--seconds N] [--idle N] [--seeds N] [--json]

PART         ${benchParts.join(', ')}; all of them by default
--compare    measures a real cluster in the same run
--seconds    how long each request of the API server is measured (3)
--idle       sessions that wait while others type (50)
--seeds      random workloads (50)`

const { values, positionals } = readArguments(USAGE, () => {
  const number = (fallback: string) => ({ type: 'string', default: fallback }) as const
  const read = parseArgs({
    allowPositionals: true,
    options: {
      compare: { type: 'string' },
      idle: number('50'),
      seeds: number('50'),
      seconds: number('3'),
      json: { type: 'boolean', default: false },
    },
  })
  const unknown = read.positionals.find((part) => !benchParts.includes(part))
  if (unknown !== undefined) throw new RangeError(`there is no part ${unknown}`)
  for (const name of ['idle', 'seeds', 'seconds'] as const)
    if (!(Number(read.values[name]) > 0)) throw new RangeError(`--${name} takes a number above 0`)
  return read
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
