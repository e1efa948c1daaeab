import { expect, test } from 'vitest'
import { Endpoints, Pod, Service } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const at = { namespace: 'default' }

test('ready and unready pods of a service, by the ports that they serve', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  const labels = { app: 'web' }
  for (const [name, containerPort] of [
    ['a', 8080],
    ['b', 9090],
  ] as const)
    await client.create(Pod, {
      metadata: { name, ...at, labels },
      spec: { containers: [{ name: 'c', image: 'nginx', ports: [{ name: 'http', containerPort }] }] },
    })
  const ports = [{ port: 80, targetPort: 'http' }]
  await client.create(Service, { metadata: { name: 'web', ...at }, spec: { selector: labels, ports } })
  const shown = async () => {
    await clock.advance(2_000)
    const { subsets = [] } = await client.get(Endpoints, 'web', at)
    return subsets
      .map(({ addresses = [], notReadyAddresses = [], ports: [port] = [] }) => {
        const names = (list: typeof addresses) => list.map(({ targetRef }) => targetRef?.name).join()
        return `${port?.port}: ${names(addresses)} / ${names(notReadyAddresses)}`
      })
      .sort()
  }
  expect(await shown()).toEqual(['8080: a / ', '9090: b / '])
  const conditions = [{ type: 'Ready', status: 'False' }]
  await client.patch(Pod, 'b', { status: { conditions } }, { ...at, type: 'strategic', subresource: 'status' })
  expect(await shown()).toEqual(['8080: a / ', '9090:  / b'])
  await client.delete(Pod, 'a', { ...at, gracePeriodSeconds: 0 })
  expect(await shown()).toEqual(['9090:  / b'])
})
