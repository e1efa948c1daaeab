export { startBackend, type BackendOptions } from './backend.ts'
export { findPrograms, NoWorkstations, type Programs } from './jail/programs.ts'
export type { Server } from './server.ts'
export { start, type StartOptions } from './start.ts'
