import { expect, test } from 'vitest'
import { Pod } from '../../resources/generated/kinds.ts'
import { createPlacement } from '../testing/placement.ts'
import { bindVolume } from '../testing/volumes.ts'

test('a volume for one pod has one pod at a time', async () => {
  using plane = await createPlacement([{ name: 'a' }])
  const { client, clock } = plane
  const volume = await bindVolume(client, 'only', { accessMode: 'ReadWriteOncePod' })
  expect(await plane.place('first', volume)).toBe('a')
  expect(await plane.place('second', volume)).toContain(
    '1 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
  )
  await client.delete(Pod, 'first', { namespace: 'default', gracePeriodSeconds: 0 })
  await clock.advance(5_000)
  expect(await plane.placeOf('second')).toBe('a')
})
