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

test('an address of a pod that has no node is refused, which an event says', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  const labels = { app: 'web' }
  await client.create(Pod, {
    metadata: { name: 'a', ...at, labels },
    spec: { schedulerName: 'nobody', containers: [{ name: 'c', image: 'nginx' }] },
  })
  await client.create(Service, { metadata: { name: 'web', ...at }, spec: { selector: labels, ports: [{ port: 80 }] } })
  await clock.advance(2_000)
  const status = { podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }] }
  await client.patch(Pod, 'a', { status }, { ...at, type: 'strategic', subresource: 'status' })
  await clock.advance(2_000)
  expect((await plane.eventsOf('Endpoints'))[0]).toContain(
    'FailedToUpdateEndpoint Failed to update endpoint default/web: Endpoints "web" is invalid: subsets[0].notReadyAddresses[0].nodeName: Invalid value: ""',
  )
})
