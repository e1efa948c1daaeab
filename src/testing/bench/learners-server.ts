// A backend for learners to type at: `node src/testing/bench/learners-server.ts` prints its address as one JSON line and ends with SIGTERM.
import { startTestBackend } from '../sandbox/backend.ts'

const backend = await startTestBackend()
console.log(JSON.stringify({ url: backend.url }))
process.once('SIGTERM', () => void backend[Symbol.asyncDispose]().then(() => process.exit(0)))
