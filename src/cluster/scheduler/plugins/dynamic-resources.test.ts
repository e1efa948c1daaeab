import { expect, test } from 'vitest'
import { createPlacement } from '../testing/placement.ts'

test('a pod that asks for devices waits, and says for what', async () => {
  using plane = await createPlacement([{ name: 'a' }])
  const resourceClaims = [{ name: 'gpu', resourceClaimName: 'shared' }]
  expect(await plane.place('p', { resourceClaims })).toContain('waiting for resourceclaim shared')
  expect(await plane.place('q')).toBe('a')
})
