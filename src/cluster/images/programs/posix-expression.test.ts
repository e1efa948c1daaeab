import { expect, test } from 'vitest'
import { posixExpression } from './posix-expression.ts'

const matchesOf = (source: string, kind: 'basic' | 'extended', text: string) =>
  Array.from(text.matchAll(new RegExp(posixExpression(source, kind), 'g')), ([part]) => part)

test.each([
  ['"aud":\\[[^]]*\\]', '{"aud":["a","b"],"c":[1]}', ['"aud":["a","b"]']],
  ['[]x]+', 'a]x[b', [']x']],
  ['[[]', 'a[b', ['[']],
  ['[.\\]', 'a.b\\c', ['.', '\\']],
  ['[[:digit:]_]+', 'ab12_3', ['12_3']],
  ['\\<in\\>', 'in inside', ['in']],
  ['(a|b)+', 'abba', ['abba']],
])('extended %s', (source, text, found) => {
  expect(matchesOf(source, 'extended', text)).toEqual(found)
})

test.each([
  ['a+', 'aa+', ['a+']],
  ['a\\+', 'aa+', ['aa']],
  ['\\(a\\|b\\)\\{2\\}', 'abc', ['ab']],
  ['*x', '*x', ['*x']],
  ['[(]+', '((+', ['(+']],
])('basic %s', (source, text, found) => {
  expect(matchesOf(source, 'basic', text)).toEqual(found)
})
