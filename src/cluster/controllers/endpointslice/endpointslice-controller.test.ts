import { expect, test } from 'vitest'
import type { Json } from '../../apimachinery/object.ts'
import { Endpoints, EndpointSlice, Pod, Service } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const inDefault = { namespace: 'default' }
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by'

async function setUp() {
  const plane = await createControlPlane()
  const { client, clock } = plane
  const pod = (name: string, containerPort: number) =>
    client.create(Pod, {
      metadata: { name, namespace: 'default', labels: { app: 'web' } },
      spec: { containers: [{ name: 'c', image: 'nginx', ports: [{ name: 'http', containerPort }] }] },
    })
  return {
    ...plane,
    pod,
    service: (spec: types.ServiceSpec) =>
      client.create(Service, { metadata: { name: 'web', namespace: 'default', labels: { tier: 'front' } }, spec }),
    async slices() {
      await clock.settle()
      const { items } = await client.list(EndpointSlice, {
        ...inDefault,
        labelSelector: 'kubernetes.io/service-name=web',
      })
      return items
    },
    async shown() {
      const slices = await this.slices()
      return slices
        .map(({ endpoints, ports, metadata }) => {
          const names = (endpoints ?? []).map(
            ({ targetRef, conditions }) => `${targetRef?.name}${conditions?.ready ? '' : '!'}`,
          )
          return `${metadata.labels?.[MANAGED_BY]?.split('-')[0]} ${names.sort().join()}: ${(ports ?? []).map(({ name, port }) => `${name}=${port}`).join()}`
        })
        .sort()
    },
    async endpoints() {
      const { subsets = [] } = await client.get(Endpoints, 'web', inDefault)
      const names = (list: types.EndpointAddress[] = []) =>
        list
          .map(({ targetRef }) => targetRef?.name ?? '')
          .sort()
          .join()
      return subsets
        .map(
          ({ addresses, notReadyAddresses, ports = [] }) =>
            `${names(addresses)}|${names(notReadyAddresses)}: ${ports.map(({ name, port }) => `${name}=${port}`).join()}`,
        )
        .sort()
    },
  }
}

test('pods that serve other numbers under one name get slices of their own', async () => {
  using plane = await setUp()
  await plane.pod('a', 8080)
  await plane.pod('b', 9090)
  await plane.service({
    selector: { app: 'web' },
    ports: [
      { name: 'web', port: 80, targetPort: 'http' },
      { name: 'alt', port: 81 },
    ],
  })
  expect(await plane.shown()).toEqual(['endpointslice a: alt=81,web=8080', 'endpointslice b: web=9090,alt=81'])
  expect(await plane.endpoints()).toEqual(['a,b|: alt=81', 'a|: web=8080', 'b|: web=9090'])
})

test('a pod that is not ready stays listed as such; one that ended or lost its label does not', async () => {
  using plane = await setUp()
  for (const name of ['a', 'b', 'c']) await plane.pod(name, 80)
  await plane.service({ selector: { app: 'web' }, ports: [{ name: 'web', port: 80 }] })
  await plane.clock.settle()
  const [slice] = await plane.slices()
  expect(slice?.metadata.labels).toMatchObject({ tier: 'front', 'kubernetes.io/service-name': 'web' })
  await plane.client.patch(
    Pod,
    'a',
    { status: { conditions: [{ type: 'Ready', status: 'False' }] } },
    { ...inDefault, type: 'strategic', subresource: 'status' },
  )
  await plane.client.patch(Pod, 'b', { metadata: { labels: { app: 'other' } } }, { ...inDefault, type: 'merge' })
  expect(await plane.shown()).toEqual(['endpointslice a!,c: web=80'])
  expect(await plane.endpoints()).toEqual(['c|a: web=80'])
  await plane.client.patch(
    Pod,
    'c',
    { status: { phase: 'Succeeded' } },
    { ...inDefault, type: 'merge', subresource: 'status' },
  )
  expect(await plane.shown()).toEqual(['endpointslice a!: web=80'])
  expect((await plane.slices())[0]?.metadata.name).toBe(slice?.metadata.name)
})

test('a service that loses its selector keeps its endpoints, which are mirrored from then on', async () => {
  using plane = await setUp()
  await plane.pod('a', 80)
  await plane.service({ selector: { app: 'web' }, ports: [{ name: 'web', port: 80 }] })
  await plane.clock.settle()
  await plane.client.patch(Service, 'web', { spec: { selector: null } }, { ...inDefault, type: 'merge' })
  expect(await plane.shown()).toEqual(['endpointslice a: web=80', 'endpointslicemirroring a: web=80'])
  await plane.client.delete(Service, 'web', inDefault)
  expect(await plane.shown()).toEqual([])
})

test('a service without pods has one empty slice; many pods fill slices of a hundred', async () => {
  using plane = await setUp()
  // No node runs them: they are published all the same.
  const ports = [{ name: 'web', port: 80 }]
  await plane.service({ selector: { app: 'web' }, ports, publishNotReadyAddresses: true })
  expect(await plane.shown()).toEqual(['endpointslice : '])
  for (let i = 0; i < 130; i++) {
    const { metadata } = await plane.pod(`p${i}`, 80)
    const status = { phase: 'Running', podIP: `10.1.0.${i}`, podIPs: [{ ip: `10.1.0.${i}` }] }
    await plane.client.patch(Pod, metadata.name, { status }, { ...inDefault, type: 'merge', subresource: 'status' })
    await plane.clock.advance(10)
  }
  expect((await plane.slices()).map(({ endpoints }) => endpoints.length).sort((a, b) => a - b)).toEqual([30, 100])
})

test('a pod whose node is unknown is left out and the service told so, unless it publishes all', async () => {
  using plane = await setUp()
  const ports = [{ name: 'web', port: 80 }]
  await plane.service({ selector: { app: 'web' }, ports })
  await plane.client.create(Pod, {
    metadata: { name: 'lost', namespace: 'default', labels: { app: 'web' } },
    spec: { schedulerName: 'nobody', containers: [{ name: 'c', image: 'nginx' }] },
  })
  const status = { phase: 'Running', podIP: '10.1.0.1', podIPs: [{ ip: '10.1.0.1' }] }
  await plane.client.patch(Pod, 'lost', { status }, { ...inDefault, type: 'merge', subresource: 'status' })
  expect(await plane.shown()).toEqual(['endpointslice : '])
  expect(await plane.eventsOf('Service')).toEqual([
    'FailedToUpdateEndpointSlices Error updating Endpoint Slices for Service default/web: skipping Pod lost for Service default/web: Node  Not Found',
  ])
  const patch = { spec: { publishNotReadyAddresses: true } }
  await plane.client.patch(Service, 'web', patch, { ...inDefault, type: 'merge' })
  expect(await plane.shown()).toEqual(['endpointslice lost: web=80'])
})

test('what others write into a slice does not stay; what the controller writes itself is no news to it', async () => {
  using plane = await setUp()
  await plane.pod('a', 80)
  await plane.service({ selector: { app: 'web' }, ports: [{ name: 'web', port: 80 }] })
  const [slice] = await plane.slices()
  const edit = (change: Json) =>
    plane.client.patch(EndpointSlice, slice!.metadata.name, change, { ...inDefault, type: 'merge' })
  const changes: Json[] = [
    { ports: [{ name: 'x', port: 1 }] },
    { endpoints: [] },
    { metadata: { labels: { tier: null, more: '1' } } },
  ]
  for (const change of changes) {
    const { metadata } = await edit(change)
    const [mended] = await plane.slices()
    expect(mended).toMatchObject({
      metadata: { name: slice!.metadata.name, labels: slice!.metadata.labels, generation: metadata.generation! + 1 },
      ports: slice!.ports,
      endpoints: [{ targetRef: { name: 'a' } }],
    })
  }
})
