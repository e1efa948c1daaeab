import { expect, test } from 'vitest'
import { createPlacement } from '../testing/placement.ts'

test('a port of the host is taken once per address and protocol, and 0.0.0.0 is every address', async () => {
  using plane = await createPlacement([{ name: 'a' }])
  const port = (more: object = {}) => ({
    containers: [{ name: 'main', image: 'nginx', ports: [{ containerPort: 80, hostPort: 8080, ...more }] }],
  })
  expect(await plane.place('local', port({ hostIP: '127.0.0.1' }))).toBe('a')
  expect(await plane.place('other', port({ hostIP: '10.0.0.9' }))).toBe('a')
  expect(await plane.place('udp', port({ protocol: 'UDP' }))).toBe('a')
  const refusal = "1 node(s) didn't have free ports for the requested pod ports"
  expect(await plane.place('again', port({ hostIP: '127.0.0.1' }))).toContain(refusal)
  expect(await plane.place('all', port())).toContain(refusal)
})
