import { describe, expect, it } from 'vitest'
import { Environment } from './environment.ts'
import { DYN, INT, listOf, mapOf, STRING } from './types.ts'
import { CelError, fromJson, isMap, mapEntries, Optional, Uint, type Value } from './values.ts'

const environment = new Environment({
  object: DYN,
  names: listOf(STRING),
  counts: mapOf(STRING, INT),
})
const values = {
  object: fromJson({ spec: { replicas: 3, image: 'nginx:1.27', ratio: 0.5, tags: ['a', 'b'], none: null } }),
  names: ['web', 'db'],
  counts: fromJson({ web: 2, db: 1 }),
}

/** A value as a literal of JSON; what JSON has no word for by its own text. */
function show(value: Value): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Uint) return `${value.value}u`
  if (value instanceof Optional) return value.hasValue ? { some: show(value.value) } : 'none'
  if (Array.isArray(value)) return value.map(show)
  if (isMap(value)) return Object.fromEntries(mapEntries(value).map(([key, item]) => [String(key), show(item)]))
  return value
}

/** What an expression comes to, or how its compilation or evaluation fails. */
function outcome(expression: string): unknown {
  const { program, error } = environment.compile(expression)
  if (!program) return `compile: ${error.split('\n')[0]}`
  try {
    return show(program.evaluate(values))
  } catch (failure) {
    if (failure instanceof CelError) return `error: ${failure.message}`
    throw failure
  }
}

const TABLE: Readonly<Record<string, readonly (readonly [expression: string, outcome: unknown])[]>> = {
  language: [
    ['1 + 2 * 3', 7],
    ['7 / 2', 3],
    ['-7 % 3', -1],
    ['1.5 + 2.5', 4],
    ["'a' + 'b'", 'ab'],
    ['[1] + [2]', [1, 2]],
    ['2u + 3u', '5u'],
    ["object.spec.replicas > 2 ? 'many' : 'few'", 'many'],
    ["'web' in counts", true],
    ["counts['db']", 1],
    ['has(object.spec.nope)', false],
    ['object.spec.none == null', true],
    ['1 / 0 == 1 || true', true],
    ['false && 1 / 0 == 1', false],
    ['1 / 0', 'error: division by zero'],
    ['9223372036854775807 + 1', 'error: integer overflow'],
    ['object.spec.nope', 'error: no such key: nope'],
    ['[1, 2][5]', 'error: index out of bounds: 5'],
    ['object.spec.image > 1', 'error: no such overload'],
    ['object.spec.none + 1', 'error: no such overload: _+_'],
    ['object.spec.none.size() == 1', 'error: no such overload: size'],
    ['object.spec.none.x == 1', 'error: no such key: x'],
    ["object.spec.none['x'] == 1", 'error: no such key: x'],
    ['has(object.spec.none.x)', false],
    ['object.spec.none.?x', 'none'],
    ['object.spec.none.all(x, true)', "error: got 'types.Null', expected iterable type"],
    ['nope', "compile: ERROR: <input>:1:1: undeclared reference to 'nope' (in container '')"],
    ["1 + 'a'", "compile: ERROR: <input>:1:3: found no matching overload for '_+_' applied to '(int, string)'"],
    [
      '1 +',
      "compile: ERROR: <input>:1:4: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
    ],
  ],
  macros: [
    ['names.all(n, n.size() > 1)', true],
    ["names.exists(n, n == 'db')", true],
    ["names.exists_one(n, n.startsWith('w'))", true],
    ["names.map(n, n + '!')", ['web!', 'db!']],
    ["names.filter(n, n != 'db')", ['web']],
    ['counts.all(k, counts[k] > 0)', true],
    ['[1, 2, 3].transformList(i, v, i * v)', [0, 2, 6]],
    ["{'a': 1}.transformMap(k, v, v + 1)", { a: 2 }],
    ['names.exists(n, 1 / 0 == 1)', 'error: division by zero'],
  ],
  strings: [
    ["'Hello'.lowerAscii()", 'hello'],
    ["'a,b,c'.split(',')", ['a', 'b', 'c']],
    ["['a', 'b'].join('-')", 'a-b'],
    ["'abcabc'.replace('b', 'x', 1)", 'axcabc'],
    ["'hello'.substring(1, 3)", 'el'],
    ["'hello'.substring(3, 9)", 'error: index out of range: 9'],
    ["' x '.trim()", 'x'],
    ["'abc'.indexOf('c')", 2],
    ["'%s has %d of %.1f'.format(['a', 2, 0.26])", 'a has 2 of 0.3'],
    ["size('héllo')", 5],
  ],
  lists: [
    ['[1, 3, 2].isSorted()', false],
    ['[1, 2, 3].sum()', 6],
    ['[3, 1, 2].min()', 1],
    ["['b', 'a'].max()", 'b'],
    ['[1, 2, 1].indexOf(1)', 0],
    ['[1, 2, 1].lastIndexOf(1)', 2],
    ['[1, 2, 3, 4].slice(1, 3)', [2, 3]],
    ['[[1], [2, 3]].flatten()', [1, 2, 3]],
    ['[2, 1].sort()', [1, 2]],
    ['[1, 1, 2].distinct()', [1, 2]],
    ['lists.range(3)', [0, 1, 2]],
  ],
  regex: [
    ["'abc123'.matches('^[a-z]+[0-9]+$')", true],
    ["'abc 123'.find('[0-9]+')", '123'],
    ["'1 22 333'.findAll('[0-9]+')", ['1', '22', '333']],
    ["'1 22 333'.findAll('[0-9]+', 2)", ['1', '22']],
    ["'x'.matches('(')", 'compile: ERROR: <input>:1:13: invalid matches argument'],
  ],
  url: [
    ["url('https://u@example.com:8080/a/b?x=1&x=2').getHost()", 'example.com:8080'],
    ["url('https://example.com:8080/a').getPort()", '8080'],
    ["url('https://example.com/a%20b').getEscapedPath()", '/a%20b'],
    ["url('https://e.com/?x=1&x=2').getQuery()['x']", ['1', '2']],
    ["isURL('not a url')", false],
    ["isURL('https://e.com')", true],
  ],
  quantity: [
    ["quantity('1Gi').isGreaterThan(quantity('1G'))", true],
    ["quantity('500m').add(quantity('0.5')).asInteger()", 1],
    ["quantity('1.5').compareTo(quantity('1500m'))", 0],
    ["isQuantity('1.5x')", false],
    ["quantity('50k').asInteger()", 50_000],
    ["quantity('1.5').isInteger()", false],
    ["sign(quantity('-1'))", -1],
  ],
  addresses: [
    ["ip('10.0.0.1').family()", 4],
    ["ip('::1').isLoopback()", true],
    ["isIP('300.1.1.1')", false],
    ["ip.isCanonical('::0:1')", false],
    ["cidr('10.0.0.0/8').containsIP('10.9.8.7')", true],
    ["cidr('10.0.0.0/8').containsCIDR(cidr('10.1.0.0/16'))", true],
    ["cidr('10.0.0.5/8').masked() == cidr('10.0.0.0/8')", true],
    ["cidr('10.0.0.0/8').prefixLength()", 8],
    ["isCIDR('10.0.0.0')", false],
  ],
  format: [
    ["format.dns1123Label().validate('web')", 'none'],
    ["format.dns1123Label().validate('Web').hasValue()", true],
    ["format.named('uuid').hasValue()", true],
    ["format.named('nope')", 'none'],
    ["!format.labelValue().validate('a b').hasValue()", false],
  ],
  semver: [
    ["semver('1.2.3').major()", 1],
    ["semver('1.2.3').isLessThan(semver('1.10.0'))", true],
    ["isSemver('1.2')", false],
    ["semver('v1.2', true).minor()", 2],
    ["semver('1.2.3').compareTo(semver('1.2.3'))", 0],
  ],
  sets: [
    ['sets.contains([1, 2, 3], [2])', true],
    ['sets.intersects([1], [2])', false],
    ['sets.equivalent([1, 2], [2, 1, 1])', true],
  ],
  optionals: [
    ['object.?spec.?nope', 'none'],
    ['object.?spec.?replicas', { some: 3 }],
    ["object.?spec.?nope.orValue('x')", 'x'],
    ["counts[?'db']", { some: 1 }],
    ['optional.of(1).hasValue()', true],
    ['optional.none().orValue(2)', 2],
    ["[?counts[?'nope'], 1]", [1]],
    ["{?'n': counts[?'nope'], 'm': 1}", { m: 1 }],
    ['optional.of(2).optMap(x, x * 2)', { some: 4 }],
    ['optional.none().value()', 'error: optional.none() dereference'],
  ],
  'times and conversions': [
    ["timestamp('2024-02-29T12:00:00Z').getMonth()", 1],
    ["timestamp('2024-01-01T00:00:00Z') + duration('1h') == timestamp('2024-01-01T01:00:00Z')", true],
    ["duration('90s').getMinutes()", 1],
    ["int('42')", 42],
    ["int('x')", 'error: strconv.ParseInt: parsing "x": invalid syntax'],
    ['string(1.5)', '1.5'],
    ['double(1)', 1],
    ["string(b'abc')", 'abc'],
    ['type(1) == int', true],
    ["duration('x')", 'compile: ERROR: <input>:1:10: invalid duration argument'],
  ],
}

describe.each(Object.entries(TABLE))('%s', (_library, rows) => {
  it.each(rows)('%s', (expression, wanted) => {
    expect(outcome(expression)).toEqual(wanted)
  })
})

it('ends an evaluation that costs too much', () => {
  const ten = '[1,2,3,4,5,6,7,8,9,10]'
  const nested = ['a', 'b', 'c', 'd', 'e', 'f'].reduceRight((inner, name) => `${ten}.all(${name}, ${inner})`, 'a > 0')
  expect(outcome(nested)).toBe('error: operation cancelled: actual cost limit exceeded')
})
