import type { Program, ProgramTable } from '../../machine/process/process.ts'
import { toProgram } from './applet.ts'

/** Every program that an executable can stand for, loaded when it is first run. */
const programs: Readonly<Record<string, () => Promise<Program>>> = Object.assign(Object.create(null) as object, {
  bash: async () => (await import('../shell/sh.ts')).sh,
  busybox: async () => (await import('./busybox.ts')).busybox,
  curl: async () => toProgram((await import('./curl.ts')).curl),
  dig: async () => toProgram((await import('./name-lookup.ts')).dig),
  host: async () => toProgram((await import('./name-lookup.ts')).host),
  nginx: async () => (await import('./nginx.ts')).nginx,
  pause: async () => (await import('./pause.ts')).pause,
} satisfies Record<string, () => Promise<Program>>)

/** Looks programs up for processes. */
export const programTable: ProgramTable = {
  load: (name) => programs[name]?.(),
}
