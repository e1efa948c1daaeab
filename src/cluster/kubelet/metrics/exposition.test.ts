import { expect, test } from 'vitest'
import { exposition } from './exposition.ts'

test('metrics are sorted, labels too; what is not measured is not there', () => {
  const text = exposition([
    { name: 'b', type: 'gauge', help: 'B', samples: [{ labels: { z: 'a"b\\', a: '' }, value: 1, timeMs: 1700 }] },
    { name: 'empty', type: 'gauge', help: 'Nothing', samples: [] },
    { name: 'a', type: 'counter', help: 'A', samples: [{ value: 0 }] },
  ])
  expect(text).toBe('# HELP a A\n# TYPE a counter\na 0\n# HELP b B\n# TYPE b gauge\nb{a="",z="a\\"b\\\\"} 1 1700\n')
})

test.each([
  [2_519_040, '2.51904e+06'],
  [25_276_502_016, '2.5276502016e+10'],
  [999_999, '999999'],
  [0.012312785, '0.012312785'],
  [0.00001, '1e-05'],
  [-1, '-1'],
])('%d is %s', (value, text) => {
  expect(exposition([{ name: 'a', type: 'gauge', help: 'A', samples: [{ value }] }])).toContain(`\na ${text}\n`)
})
