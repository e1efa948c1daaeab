import type { Process, Program } from '../../machine/process/process.ts'

/** A small command that is told its arguments, so that a shell can run it without a process of its own. `argv[0]` is its name. */
export type Applet = (process: Process, argv: readonly string[]) => Promise<number> | number

/** The applet as a program. */
export function toProgram(applet: Applet): Program {
  return (process) => applet(process, process.argv)
}

/** The name that messages begin with. */
export function nameOf(argv: readonly string[]): string {
  return (argv[0] ?? '').replace(/.*\//, '')
}

/** Says `NAME: message` on stderr. @returns 1, the usual exit code */
export async function fail(process: Process, argv: readonly string[], message: string, code = 1): Promise<number> {
  await process.write(2, `${nameOf(argv)}: ${message}\n`)
  return code
}

/** Options and operands. */
export interface ParsedArguments {
  flags: Set<string>
  /** The last value of each option that takes one. */
  values: Map<string, string>
  operands: string[]
}

/** An option that nobody knows. */
export class UnknownOption extends Error {
  override name = 'UnknownOption'
  readonly option: string

  constructor(option: string) {
    super(option)
    this.option = option
  }
}

/**
 * Reads arguments as `getopt` does.
 * @param spec letters; one that takes a value is followed by `:`
 * @param long names of long options to the letter that they stand for
 * @throws UnknownOption
 */
export function parseArguments(
  args: readonly string[],
  spec: string,
  long: Readonly<Record<string, string>> = {},
): ParsedArguments {
  const parsed: ParsedArguments = { flags: new Set(), values: new Map(), operands: [] }
  const takesValue = (letter: string) => spec.includes(`${letter}:`)
  const known = (letter: string) => letter !== ':' && spec.includes(letter)
  for (let i = 0; i < args.length; i++) {
    const argument = args[i]!
    if (argument === '--') {
      parsed.operands.push(...args.slice(i + 1))
      break
    }
    if (argument.startsWith('--')) {
      const [name = '', value] = argument.slice(2).split(/=(.*)/s)
      const letter = long[name]
      if (letter === undefined) throw new UnknownOption(argument)
      if (takesValue(letter)) parsed.values.set(letter, value ?? args[++i] ?? '')
      else parsed.flags.add(letter)
    } else if (argument.startsWith('-') && argument.length > 1) {
      for (let at = 1; at < argument.length; at++) {
        const letter = argument[at]!
        if (!known(letter)) throw new UnknownOption(letter)
        if (!takesValue(letter)) parsed.flags.add(letter)
        else {
          parsed.values.set(letter, argument.slice(at + 1) || (args[++i] ?? ''))
          break
        }
      }
    } else parsed.operands.push(argument)
  }
  return parsed
}
