import { expect, test } from 'vitest'
import { createTestCluster } from '../../../testing/cluster.ts'
import { programTable } from '../../images/programs/index.ts'
import { Pod } from '../../resources/generated/kinds.ts'
import { plainNodeProfile } from '../node-profile.ts'
import { setImmediate } from 'node:timers/promises'

test('the machine, a pod, its sandbox and its container are told apart by their labels', async () => {
  for (const name of ['busybox', 'pause']) await programTable.load(name)
  using scene = await createTestCluster()
  const { cluster, client, clock } = scene
  const profile = plainNodeProfile(0)
  cluster.nodes.addNode(profile)
  const resources = { requests: { cpu: '250m' }, limits: { memory: '64Mi' } }
  const containers = [{ name: 'c', image: 'busybox:1.36', command: ['sleep', '3600'], resources }]
  const spec = { nodeName: profile.name, automountServiceAccountToken: false, containers }
  await client.create(Pod, { metadata: { name: 'web', namespace: 'default' }, spec })
  for (let step = 0; step < 100; step++) {
    await clock.advance(100)
    await setImmediate()
  }
  const request = {
    method: 'GET',
    path: '/metrics/cadvisor',
    query: '',
    headers: {},
    signal: AbortSignal.timeout(5000),
  }
  const { body } = await cluster.nodes.endpoint(profile.name)!.request(request)
  const lines = String(body)
    .split('\n')
    .map((line) => line.replaceAll(/[0-9a-f]{64}/g, 'ID').replaceAll(/pod[0-9a-f-]{36}/g, 'podUID'))
  const of = (name: string) => lines.filter((line) => line.startsWith(`${name}{`) && line.includes('pod="web"'))
  const id = '/kubepods/burstable/podUID'
  expect(of('container_spec_memory_limit_bytes')).toEqual([
    `container_spec_memory_limit_bytes{container="",id="${id}",image="",name="",namespace="default",pod="web"} 0`,
    `container_spec_memory_limit_bytes{container="",id="${id}/ID",image="registry.k8s.io/pause:3.10",name="ID",namespace="default",pod="web"} 0`,
    `container_spec_memory_limit_bytes{container="c",id="${id}/ID",image="docker.io/library/busybox:1.36",name="ID",namespace="default",pod="web"} 6.7108864e+07`,
  ])
  expect(of('container_spec_cpu_shares').map((line) => line.replace(/.*} /, ''))).toEqual(['256', '2', '256'])
  expect(lines.find((line) => line.startsWith('machine_memory_bytes{'))).toContain(`} 8.246984704e+09`)
})
