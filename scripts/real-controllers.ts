// `npm run controllers:real -- --bin DIR [--minutes N]`: runs the real kube-controller-manager, kube-scheduler and kwok of DIR against this API
// server: workloads must reach their goals and namespaces go, and none of the programs may log an error. Ends with status 1 otherwise.
import { parseArgs } from 'node:util'
import { runRealControllers } from '../src/testing/real-controllers/run.ts'
import { readArguments } from './arguments.ts'

const { bin, minutes } = readArguments('usage: npm run controllers:real -- --bin DIR [--minutes N]', () => {
  const { values } = parseArgs({ options: { bin: { type: 'string' }, minutes: { type: 'string', default: '10' } } })
  const minutes = Number(values.minutes)
  if (!values.bin) throw new RangeError('--bin says where the programs are')
  if (!(minutes >= 0)) throw new RangeError('--minutes takes a number')
  return { bin: values.bin, minutes }
})
const problems = await runRealControllers({ bin, minutes, say: (line) => console.log(line) })
for (const problem of problems) console.error(problem)
console.log(problems.length === 0 ? 'no error was logged' : `${problems.length} problems`)
process.exit(problems.length === 0 ? 0 : 1)
