import { UnknownOption, fail, nameOf, parseArguments, type Applet } from './applet.ts'
import { posixExpression } from './posix-expression.ts'
import { eachInput, linesOf } from './text-lines.ts'

const decoder = new TextDecoder()
const NEWLINE = 10

/** `grep [-EFivncqolwxrhHsLe] PATTERN [FILE…]` */
export const grep: Applet = async (process, argv) => {
  let parsed
  try {
    parsed = parseArguments(argv.slice(1), 'EFGPivncqolLwxrRhHse:A:B:C:m:a', {
      color: 'a',
      'ignore-case': 'i',
      count: 'c',
      quiet: 'q',
    })
  } catch (error) {
    if (error instanceof UnknownOption) return fail(process, argv, `unrecognized option: ${error.option}`, 2)
    throw error
  }
  const { flags, values, operands } = parsed
  const source = values.get('e') ?? operands.shift()
  if (source === undefined) return fail(process, argv, 'usage: grep [OPTIONS] PATTERN [FILE]...', 2)
  const matcher = compile(source, flags, nameOf(argv))
  const recursive = flags.has('r') || flags.has('R')
  const files = recursive ? operands.flatMap((path) => walk(process.files, path)) : operands
  const showNames = (files.length > 1 || recursive || flags.has('H')) && !flags.has('h')
  const [after, before] = ['A', 'B'].map((letter) => Number(values.get(letter) ?? values.get('C') ?? 0)) as [
    number,
    number,
  ]
  const most = Number(values.get('m') ?? Infinity)
  let matched = false
  const status = await eachInput(process, argv, files, async (file, name) => {
    const label = showNames ? `${name === '-' ? '(standard input)' : name}:` : ''
    let count = 0
    let number = 0
    let trailing = 0
    const waiting: string[] = []
    for await (const line of linesOf(process, file)) {
      const text = decoder.decode(line.at(-1) === NEWLINE ? line.subarray(0, -1) : line)
      number++
      const prefix = label + (flags.has('n') ? `${number}:` : '')
      if (matcher.test(text) !== flags.has('v')) {
        count++
        matched = true
        if (flags.has('q')) return
        if (flags.has('l') || flags.has('L')) break
        if (!flags.has('c')) {
          for (const earlier of waiting.splice(0)) await process.write(1, earlier)
          const shown =
            flags.has('o') && !flags.has('v')
              ? Array.from(text.matchAll(matcher.all), ([part]) => part).filter(Boolean)
              : [text]
          for (const part of shown) await process.write(1, `${prefix}${part}\n`)
          trailing = after
        }
        if (count >= most) break
      } else if (trailing-- > 0) await process.write(1, `${prefix.replaceAll(':', '-')}${text}\n`)
      else if (before > 0) {
        waiting.push(`${prefix.replaceAll(':', '-')}${text}\n`)
        if (waiting.length > before) waiting.shift()
      }
    }
    if (flags.has('c')) await process.write(1, `${label}${count}\n`)
    if (flags.has('l') === count > 0 && (flags.has('l') || flags.has('L'))) await process.write(1, `${name}\n`)
  })
  if (matched && flags.has('q')) return 0
  return status > 0 ? 2 : Number(!matched)
}

function compile(source: string, flags: ReadonlySet<string>, name: string) {
  const fixed = flags.has('F') || name === 'fgrep'
  const extended = flags.has('E') || name === 'egrep'
  const alternatives = source
    .split('\n')
    .map((line) =>
      fixed
        ? line.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
        : flags.has('P')
          ? line
          : posixExpression(line, extended ? 'extended' : 'basic'),
    )
  let expression = alternatives.length > 1 ? `(?:${alternatives.join('|')})` : alternatives[0]!
  if (flags.has('w')) expression = `(?<!\\w)(?:${expression})(?!\\w)`
  if (flags.has('x')) expression = `^(?:${expression})$`
  const options = flags.has('i') ? 'i' : ''
  const once = new RegExp(expression, options)
  return { test: (text: string) => once.test(text), all: new RegExp(expression, `g${options}`) }
}

/** All regular files below a path. */
function walk(files: Parameters<Applet>[0]['files'], path: string): string[] {
  if (!files.isDirectory(path)) return [path]
  return files
    .list(path)
    .sort()
    .flatMap((name) => walk(files, `${path.replace(/\/$/, '')}/${name}`))
}
