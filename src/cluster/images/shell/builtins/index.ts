import { echo } from '../../programs/echo.ts'
import { printf } from '../../programs/printf.ts'
import { test } from '../../programs/test.ts'
import type { Applet } from '../../programs/applet.ts'
import type { Builtin } from './builtin.ts'
import * as control from './control.ts'
import * as jobs from './jobs.ts'
import * as variables from './variables.ts'
import * as places from './places.ts'

const applet =
  (run: Applet): Builtin =>
  (shell, words) =>
    run(shell.process, words)

/** Builtins whose assignments stay and whose failure ends a script. */
export const SPECIAL_BUILTINS = new Set([
  ':',
  '.',
  'break',
  'continue',
  'eval',
  'exec',
  'exit',
  'export',
  'readonly',
  'return',
  'set',
  'shift',
  'source',
  'times',
  'trap',
  'unset',
])

/** By name. */
export const builtins: Readonly<Record<string, Builtin>> = Object.assign(Object.create(null) as object, {
  ':': () => 0,
  '.': control.source,
  '[': applet(test),
  '[[': control.doubleBracket,
  alias: variables.alias,
  bg: jobs.background,
  break: control.jump('break'),
  cd: places.cd,
  command: control.command,
  continue: control.jump('continue'),
  echo: applet(echo),
  eval: control.evaluate,
  exec: control.exec,
  exit: control.exit,
  export: variables.exportNames,
  false: () => 1,
  fg: jobs.foreground,
  getopts: variables.getopts,
  hash: () => 0,
  jobs: jobs.list,
  kill: jobs.kill,
  let: variables.letExpressions,
  local: variables.local,
  printf: applet(printf),
  pwd: places.pwd,
  read: variables.read,
  readonly: variables.readonlyNames,
  return: control.returnFrom,
  set: variables.set,
  shift: variables.shift,
  source: control.source,
  test: applet(test),
  times: control.times,
  trap: jobs.trap,
  true: () => 0,
  type: control.type,
  ulimit: places.ulimit,
  umask: places.umask,
  unalias: variables.unalias,
  unset: variables.unset,
  wait: jobs.wait,
} satisfies Record<string, Builtin>)
