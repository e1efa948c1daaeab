import { expect, test } from 'vitest'
import { compileTemplate, compileText } from './template.ts'

const values = { cluster: { body: { subnets: ['a', 'b'], nodes: 3n } } }

test('text that is one expression becomes its value, other text is filled in', () => {
  expect(compileTemplate('${cluster.body.subnets}', ['cluster'])(values)).toEqual(['a', 'b'])
  expect(compileTemplate('${cluster.body.nodes}', ['cluster'])(values)).toBe(3)
  expect(compileTemplate('/nodes?limit=${cluster.body.nodes}', ['cluster'])(values)).toBe('/nodes?limit=3')
  expect(compileTemplate('no expression', [])(values)).toBe('no expression')
})

test('a request without what it needs cannot be made; a reader is told of nothing', () => {
  expect(() => compileTemplate('/${cluster.body.name}', ['cluster'])(values)).toThrow()
  expect(compileText('named ${cluster.body.name}', ['cluster'])(values)).toBe('named nothing')
})

test.for([
  ['${cluster.ok', [], 'opens ${ and does not close it'],
  ['${later.ok}', ['cluster'], 'later'],
] as const)('%j is an error of its author', ([text, variables, message]) => {
  expect(() => compileTemplate(text, variables)).toThrow(message)
})
