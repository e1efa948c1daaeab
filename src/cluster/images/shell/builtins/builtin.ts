import type { Shell } from '../interpreter.ts'

/** A command that the shell runs itself. */
export type Builtin = (shell: Shell, words: readonly string[]) => Promise<number> | number
