// Serves the course: `npm start [-- --port P --host H --public-host NAME --pace P --state DIR --no-open]`; see run.mjs for what comes before.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { start, type Server } from '#sandbox'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env['PORT'] ?? '7450' },
    host: { type: 'string', default: '127.0.0.1' },
    'public-host': { type: 'string', multiple: true, default: [] },
    pace: { type: 'string', default: '20' },
    'no-open': { type: 'boolean', default: false },
    pages: { type: 'string' },
    state: { type: 'string' },
  },
})
const { host, pages, state } = values
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
  server = await start({
    root: join(import.meta.dirname, '..'),
    host,
    port: Number(values.port),
    publicHosts: values['public-host'],
    pace: Number(values.pace),
    open: !values['no-open'],
    ...(pages !== undefined && { pages }),
    ...(state !== undefined && { state }),
    say: (line) => console.log(line),
  })
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
