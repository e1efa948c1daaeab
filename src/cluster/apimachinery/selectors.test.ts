import { expect, test } from 'vitest'
import { parseFieldSelector } from './field-selectors.ts'
import { parseLabelSelector, selectorOf } from './selectors.ts'

const labels = { app: 'web', tier: 'front', weight: '10' }

test.each<[string, boolean]>([
  ['', true],
  ['app', true],
  ['!app', false],
  ['!other', true],
  ['app=web,tier==front', true],
  ['app!=web', false],
  ['other!=x', true],
  ['app in (web, api)', true],
  ['app notin (web)', false],
  ['other notin (x)', true],
  ['weight>9', true],
  ['weight<10', false],
  ['app>1', false],
])('%j', (text, matches) => expect(parseLabelSelector(text).matches(labels)).toBe(matches))

test.each(['=x', 'a b', 'app in web', 'app in (web', ',', 'app>x', '-app', 'app=a b'])('%j is refused', (text) =>
  expect(() => parseLabelSelector(text)).toThrow(),
)

test('a selector of requirements reads as kubectl writes it, and nothing selects nothing', () => {
  const selector = selectorOf({
    matchLabels: { app: 'web' },
    matchExpressions: [
      { key: 'tier', operator: 'In', values: ['front', 'back'] },
      { key: 'old', operator: 'DoesNotExist' },
    ],
  })
  expect(selector.toString()).toBe('app=web,!old,tier in (back,front)')
  expect(selector.matches(labels)).toBe(true)
  expect(selectorOf(undefined).matches(labels)).toBe(false)
  expect(selectorOf({}).matches({})).toBe(true)
})

test('field selectors know escapes', () => {
  expect(parseFieldSelector(String.raw`metadata.name=a\,b,type!=x`)).toEqual([
    { field: 'metadata.name', operator: '=', value: 'a,b' },
    { field: 'type', operator: '!=', value: 'x' },
  ])
  expect(() => parseFieldSelector('type')).toThrow('invalid selector')
})
