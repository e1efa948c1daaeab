// Serves the course: `npm start`; see run.mjs for what comes before, and `npm start -- --help` for options.
import { join } from 'node:path'
import { readStartArguments, start, USAGE, whatToDo, type Server } from '#sandbox'
import { readArguments } from './arguments.ts'

const said = readArguments(USAGE, () => readStartArguments(process.argv.slice(2), process.env))
let server: Server | undefined
let ending = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Whoever asks twice does not want to wait for what is being saved.
    if (ending || !server) process.exit(1)
    ending = true
    void server.close().then(() => process.exit(0))
  })
}
try {
  server = await start({ root: join(import.meta.dirname, '..'), ...said, say: (line) => console.log(line) })
} catch (error) {
  console.error(whatToDo(error))
  process.exit(1)
}
