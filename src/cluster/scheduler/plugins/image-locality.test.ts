import { expect, test } from 'vitest'
import { createPlacement } from '../testing/placement.ts'

test('a node that has a large image already is the better one', async () => {
  const image = { names: ['docker.io/library/model:1'], sizeBytes: 900_000_000 }
  using plane = await createPlacement([{ name: 'a' }, { name: 'b', images: [image] }, { name: 'c' }])
  for (const name of ['p', 'q', 'r'])
    expect(await plane.place(name, { containers: [{ name: 'main', image: 'docker.io/library/model:1' }] })).toBe('b')
})
