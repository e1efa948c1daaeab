/** A script, parsed. */
export interface List {
  items: { command: Command; background: boolean }[]
}

export type Command =
  | SimpleCommand
  | { type: 'pipeline'; commands: Command[]; negated: boolean }
  | { type: 'and-or'; operator: '&&' | '||'; left: Command; right: Command }
  | { type: 'group' | 'subshell'; body: List; redirects: Redirect[] }
  | { type: 'if'; branches: { condition: List; body: List }[]; otherwise?: List; redirects: Redirect[] }
  | { type: 'for'; name: string; words?: Word[]; body: List; redirects: Redirect[] }
  | { type: 'while'; until: boolean; condition: List; body: List; redirects: Redirect[] }
  | { type: 'case'; subject: Word; branches: { patterns: Word[]; body: List }[]; redirects: Redirect[] }
  | { type: 'function'; name: string; body: Command }

export interface SimpleCommand {
  type: 'simple'
  assignments: { name: string; value: Word; append: boolean }[]
  words: Word[]
  redirects: Redirect[]
}

export interface Redirect {
  fd: number
  operator: '<' | '>' | '>>' | '>|' | '<>' | '<&' | '>&' | '<<' | '<<<' | '&>'
  /** The file, descriptor or document. */
  target: Word
}

export interface Word {
  parts: WordPart[]
}

export type WordPart =
  | { type: 'text'; text: string; quoted: boolean }
  | { type: 'parameter'; name: string; operator?: ParameterOperator; quoted: boolean }
  | { type: 'command'; body: List; quoted: boolean }
  | { type: 'arithmetic'; expression: Word; quoted: boolean }

export type ParameterOperator =
  | { kind: 'length' }
  /** `:-` `-` `:=` `=` `:?` `?` `:+` `+` */
  | { kind: 'default'; action: '-' | '=' | '?' | '+'; emptyToo: boolean; word: Word }
  /** `#` `##` `%` `%%` */
  | { kind: 'trim'; side: 'prefix' | 'suffix'; longest: boolean; pattern: Word }
  | { kind: 'replace'; all: boolean; pattern: Word; replacement: Word }
  | { kind: 'slice'; offset: Word; length?: Word }
  | { kind: 'case'; upper: boolean; all: boolean }

/** A script that does not parse. */
export class ShellSyntaxError extends Error {
  override name = 'ShellSyntaxError'
  /** Whether more text could complete it. */
  readonly incomplete: boolean
  readonly line: number

  constructor(message: string, line: number, incomplete = false) {
    super(message)
    this.line = line
    this.incomplete = incomplete
  }
}
