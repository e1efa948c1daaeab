// Serves the course: `npm start`; see run.mjs for what comes before, and `npm start -- --help` for options.
import { constants } from 'node:os'
import { join } from 'node:path'
import type { Server } from '#sandbox'
import { readStartArguments, start, USAGE, whatToDo } from '#start'
import { readArguments } from './arguments.ts'

const said = readArguments(USAGE, () => readStartArguments(process.argv.slice(2), process.env))
let server: Server | undefined
let ending = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  const interrupted = 128 + constants.signals[signal]
  process.on(signal, () => {
    // Whoever asks twice does not want to wait for what is being saved.
    if (ending || !server) process.exit(interrupted)
    ending = true
    // What supervises this process ends it in this way, and wants to hear that all is well.
    void server.close().then(() => process.exit(signal === 'SIGTERM' ? 0 : interrupted))
  })
}
try {
  server = await start({ root: join(import.meta.dirname, '..'), ...said, say: (line) => console.log(line) })
} catch (error) {
  console.error(whatToDo(error))
  process.exit(1)
}
