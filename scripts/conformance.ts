// Replays what a real Kubernetes v1.35 prints against a lab of our own, and prints how many commands pass by area.
import { parseArgs } from 'node:util'
import { areas, measureConformance, printConformance } from '../src/testing/conformance.ts'
import { readArguments } from './arguments.ts'

const USAGE = `usage: npm run conformance [-- AREA...] [--update] [--verbose]

AREA         ${areas.join(', ')}; all of them by default
--update     raises the numbers of src/testing/golden/floors.json; an area that passes fewer fails
--verbose    shows what differs`

const { values, positionals } = readArguments(USAGE, () => {
  const flag = { type: 'boolean', default: false } as const
  const read = parseArgs({ allowPositionals: true, options: { update: flag, verbose: { ...flag, short: 'v' } } })
  const unknown = read.positionals.find((area) => !areas.includes(area))
  if (unknown !== undefined) throw new RangeError(`there is no area ${unknown}`)
  return read
})
const say = (line: string) => console.log(line)
const results = await measureConformance(positionals, { verbose: values.verbose, say })
process.exit(printConformance(results, { update: values.update, say }) ? 0 : 1)
