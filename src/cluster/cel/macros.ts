import type { Issue } from './source.ts'
import type { Call, Comprehension, Expression, MacroName } from './syntax.ts'

/** What a call of a macro stands for; `undefined` for other calls. */
export function expandMacro(call: Call, issues: Issue[]): Expression | undefined {
  const { name, target, args } = call
  if (!target) return name === 'has' && args.length === 1 ? expandHas(call, issues) : undefined
  const expand = MACROS[`${name}/${args.length}`]
  if (!expand || !Object.hasOwn(MACROS, `${name}/${args.length}`)) return undefined
  return expand(call, target, issues)
}

function expandHas({ at, args }: Call, issues: Issue[]): Expression {
  const [argument] = args
  if (argument?.kind === 'select' && !argument.optional)
    return { kind: 'has', at, operand: argument.operand, field: argument.field }
  issues.push({ at: argument!.at, message: 'invalid argument to has() macro' })
  return argument!
}

type Expand = (call: Call, range: Expression, issues: Issue[]) => Expression

/** @param variables how many names come first. */
function macro(macro: MacroName, variables: 1 | 2, parts: readonly ('condition' | 'transform')[]): Expand {
  return ({ at, args }, range, issues) => {
    const comprehension: Comprehension = {
      kind: 'comprehension',
      at,
      macro,
      range,
      variables: [],
      condition: undefined,
      transform: undefined,
    }
    for (const variable of args.slice(0, variables)) {
      if (variable.kind === 'identifier') comprehension.variables.push(variable.name)
      else issues.push({ at: variable.at, message: 'argument must be a simple name' })
    }
    parts.forEach((part, index) => (comprehension[part] = args[variables + index]!))
    return comprehension
  }
}

const MACROS: Readonly<Record<string, Expand>> = {
  'all/2': macro('all', 1, ['condition']),
  'all/3': macro('all', 2, ['condition']),
  'exists/2': macro('exists', 1, ['condition']),
  'exists/3': macro('exists', 2, ['condition']),
  'exists_one/2': macro('existsOne', 1, ['condition']),
  'exists_one/3': macro('existsOne', 2, ['condition']),
  'existsOne/3': macro('existsOne', 2, ['condition']),
  'filter/2': macro('filter', 1, ['condition']),
  'map/2': macro('map', 1, ['transform']),
  'map/3': macro('map', 1, ['condition', 'transform']),
  'transformList/3': macro('transformList', 2, ['transform']),
  'transformList/4': macro('transformList', 2, ['condition', 'transform']),
  'transformMap/3': macro('transformMap', 2, ['transform']),
  'transformMap/4': macro('transformMap', 2, ['condition', 'transform']),
  'transformMapEntry/3': macro('transformMapEntry', 2, ['transform']),
  'transformMapEntry/4': macro('transformMapEntry', 2, ['condition', 'transform']),
  'sortBy/2': macro('sortBy', 1, ['transform']),
  'optMap/2': macro('optMap', 1, ['transform']),
  'optFlatMap/2': macro('optFlatMap', 1, ['transform']),
}
