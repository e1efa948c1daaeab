import { isFileError } from '../../machine/files/file-error.ts'
import type { FileView } from '../../machine/files/file-view.ts'
import { glob } from '../shell/expansion.ts'
import { pattern } from '../shell/patterns.ts'

/** One directive, with its block where it has one. */
export interface Directive {
  name: string
  args: string[]
  block?: Directive[]
  file: string
  line: number
}

export interface Location {
  /** `=`, `^~`, `~`, `~*` or nothing. */
  modifier: string
  path: string
  directives: readonly Directive[]
}

/** One `server { … }`. */
export interface ServerBlock {
  ports: number[]
  isDefault: boolean
  names: string[]
  accessLog: string
  locations: Location[]
  /** Those of the server and of what is around it. */
  directives: readonly Directive[]
  upstreams: ReadonlyMap<string, string[]>
}

const TOKEN = /\s*(?:#[^\n]*|([{};])|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|((?:[^\s{};"'\\]|\\.)+))/gy

/** Reads a configuration with its includes. @throws Error with nginx' words */
export function parseNginxConfig(files: FileView, path: string): Directive[] {
  let text
  try {
    text = files.readText(path)
  } catch (error) {
    if (!isFileError(error)) throw error
    throw new Error(`open() "${path}" failed (${error.code === 'ENOENT' ? 2 : 13}: ${error.message})`, { cause: error })
  }
  const stack: Directive[][] = [[]]
  let words: string[] = []
  // A copy, since files that are included are read in between.
  const token = new RegExp(TOKEN)
  const lineAt = (at: number) => text.slice(0, at).split('\n').length
  for (let match = token.exec(text); match && match[0] !== ''; match = token.exec(text)) {
    const [, symbol, double, single, plain] = match
    const word = double ?? single ?? plain
    if (word !== undefined) words.push(word)
    else if (symbol === '}') {
      if (stack.length === 1) throw new Error(`unexpected "}" in ${path}:${lineAt(token.lastIndex)}`)
      stack.pop()
    } else if (symbol !== undefined) {
      const [name, ...args] = words
      words = []
      if (name === undefined) throw new Error(`unexpected "${symbol}" in ${path}:${lineAt(token.lastIndex)}`)
      const directive: Directive = { name, args, file: path, line: lineAt(token.lastIndex) }
      if (symbol === '{') {
        directive.block = []
        stack.at(-1)!.push(directive)
        stack.push(directive.block)
      } else if (name === 'include') {
        const target = args[0]!.startsWith('/') ? args[0]! : `/etc/nginx/${args[0]}`
        const found = target.includes('*') ? glob(files, pattern(target)) : [target]
        for (const included of found) stack.at(-1)!.push(...parseNginxConfig(files, included))
      } else stack.at(-1)!.push(directive)
    }
  }
  if (words.length > 0)
    throw new Error(`unexpected end of file, expecting ";" or "}" in ${path}:${lineAt(text.length)}`)
  if (stack.length > 1) throw new Error(`unexpected end of file, expecting "}" in ${path}:${lineAt(text.length)}`)
  return stack[0]!
}

/** The servers of a configuration. */
export function serverBlocks(config: readonly Directive[]): ServerBlock[] {
  const http = config.find(({ name }) => name === 'http')?.block ?? []
  const upstreams = new Map(
    http
      .filter(({ name }) => name === 'upstream')
      .map(({ args, block = [] }) => [
        args[0]!,
        block.filter(({ name }) => name === 'server').map((server) => server.args[0]!),
      ]),
  )
  return http
    .filter(({ name }) => name === 'server')
    .map(({ block = [] }) => {
      const listens = block.filter(({ name }) => name === 'listen')
      const logs = [...block, ...http].find(({ name }) => name === 'access_log')
      return {
        ports: [...new Set(listens.length > 0 ? listens.map(({ args }) => Number(args[0]!.replace(/.*:/, ''))) : [80])],
        isDefault: listens.some(({ args }) => args.includes('default_server')),
        names: block.filter(({ name }) => name === 'server_name').flatMap(({ args }) => args),
        accessLog: logs?.args[0] ?? '/var/log/nginx/access.log',
        locations: block
          .filter(({ name }) => name === 'location')
          .map(({ args, block: directives = [] }) => ({
            modifier: args.length > 1 ? args[0]! : '',
            path: args.at(-1)!,
            directives,
          })),
        directives: [...block, ...http],
        upstreams,
      }
    })
}
