import { expect, it } from 'vitest'
import type { JsonObject } from '../apimachinery/object.ts'
import { Node, Pod } from '../resources/generated/kinds.ts'
import type { PodSpec } from '../resources/generated/types.ts'
import { asks, createPlacement, type Placement } from './testing/placement.ts'

const WORLD = [{ name: 'a' }, { name: 'b', labels: { disk: 'hdd' } }]

/** What happens on node `b`, and to other pods. Everything but the events that a case names leaves its pod alone. */
const HAPPENINGS: Record<string, (world: Placement) => Promise<unknown>> = {
  tainted: (world) => changeNode(world, { spec: { taints: [{ key: 'k', effect: 'PreferNoSchedule' }] } }),
  labelled: (world) => changeNode(world, { metadata: { labels: { disk: 'ssd' } } }),
  annotated: (world) => changeNode(world, { metadata: { annotations: { note: 'x' } } }),
  'pod added': (world) => world.place('other', {}, { app: 'other' }),
  'pod labelled': ({ client }) =>
    client.patch(
      Pod,
      'other',
      { metadata: { labels: { tier: 'x' } } },
      {
        namespace: 'default',
        type: 'merge',
      },
    ),
  'pod deleted': ({ client }) => client.delete(Pod, 'other', { namespace: 'default', gracePeriodSeconds: 0 }),
}

// As the queue of the real scheduler counts them: scheduler_queue_incoming_pods_total.
const CASES: [refusedBy: string, spec: Partial<PodSpec>, wakes: string[]][] = [
  ['NodeAffinity', { nodeSelector: { disk: 'tape' } }, ['tainted']],
  ['NodeResourcesFit', { containers: asks({ cpu: '50' }) }, ['tainted', 'pod deleted']],
  ['InterPodAffinity', { affinity: { podAffinity: near('kubernetes.io/hostname', 'nobody') } }, ['tainted']],
  ['InterPodAffinity', { affinity: { podAffinity: near('disk', 'nobody') } }, ['tainted', 'labelled']],
  ['InterPodAffinity', { affinity: { podAffinity: near('rack', 'other') } }, ['tainted', 'pod added']],
  ['PodTopologySpread', { topologySpreadConstraints: [spread('rack')] }, []],
  ['VolumeRestrictions', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'none' } }] }, ['tainted']],
]

it.each(CASES)('tries a pod that %s refused again when that may help: %o', async (_plugin, spec, wakes) => {
  using world = await createPlacement(WORLD)
  await world.place('waits', spec)
  expect(await world.placeOf('waits')).toContain('nodes are available')
  const woken: string[] = []
  for (const [name, happen] of Object.entries(HAPPENINGS)) {
    const before = triedAt(world)
    await world.clock.advance(20_000)
    expect(triedAt(world)).toBe(before)
    await happen(world)
    await world.clock.advance(100)
    if (triedAt(world) !== before) woken.push(name)
  }
  expect(woken).toEqual(wakes)
})

it('lets nobody wait for a back-off while nobody else is ready', async () => {
  using world = await createPlacement([{ name: 'a', taints: [{ key: 'closed', effect: 'NoSchedule' }] }])
  await world.place('waits')
  const taints = (value: string) => ({ spec: { taints: [{ key: 'closed', value, effect: 'NoSchedule' }] } })
  await world.client.patch(Node, 'a', taints('still'), { type: 'merge' })
  await world.client.patch(Node, 'a', { spec: { taints: null } }, { type: 'merge' })
  await world.clock.advance(1)
  expect(await world.placeOf('waits')).toBe('a')
})

const triedAt = ({ cluster }: Placement) => cluster.decisions.get('default/waits')!.at

function changeNode({ client }: Placement, change: JsonObject): Promise<unknown> {
  return client.patch(Node, 'b', change, { type: 'merge' })
}

function near(topologyKey: string, app: string) {
  const term = { topologyKey, labelSelector: { matchLabels: { app } } }
  return { requiredDuringSchedulingIgnoredDuringExecution: [term] }
}

function spread(topologyKey: string) {
  const labelSelector = { matchLabels: { app: 'waits' } }
  return { maxSkew: 1, topologyKey, whenUnsatisfiable: 'DoNotSchedule', labelSelector }
}
