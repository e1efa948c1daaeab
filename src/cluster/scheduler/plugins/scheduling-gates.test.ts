import { expect, test } from 'vitest'
import { Pod } from '../../resources/generated/kinds.ts'
import { createPlacement } from '../testing/placement.ts'

test('a gated pod is not looked at until its last gate is gone', async () => {
  using plane = await createPlacement([{ name: 'a' }])
  const schedulingGates = [{ name: 'example.com/one' }, { name: 'example.com/two' }]
  expect(await plane.place('p', { schedulingGates })).toContain('non-empty scheduling gates')
  const keep = async (gates: object[]) => {
    await plane.client.patch(Pod, 'p', [{ op: 'replace', path: '/spec/schedulingGates', value: gates }] as never, {
      namespace: 'default',
      type: 'json',
    })
    await plane.clock.advance(2_000)
    return plane.placeOf('p')
  }
  expect(await keep(schedulingGates.slice(1))).not.toBe('a')
  expect(await keep([])).toBe('a')
})
