import { expect, it } from 'vitest'
import { createTestCluster } from '../../../testing/cluster.ts'
import { Pod, PriorityClass } from '../../resources/generated/kinds.ts'

const manifest = {
  metadata: { name: 'p', namespace: 'default' },
  spec: { containers: [{ name: 'c', image: 'i' }], priorityClassName: 'high' },
}

it('works out a priority once; who replaces the pod need not know it', async () => {
  using test = await createTestCluster()
  await test.client.create(PriorityClass, { metadata: { name: 'high' }, value: 1000, preemptionPolicy: 'Never' })
  const created = await test.client.create(Pod, manifest)
  const { spec } = created
  expect([spec?.priority, spec?.preemptionPolicy]).toEqual([1000, 'Never'])
  const { priority, preemptionPolicy, ...written } = spec!
  const replaced = await test.client.update(Pod, {
    ...created,
    spec: { ...written, containers: [{ ...written.containers[0]!, image: 'j' }] },
  })
  expect([replaced.spec?.priority, replaced.spec?.preemptionPolicy]).toEqual([priority, preemptionPolicy])
})

it('refuses a priority that is not the one of the class', async () => {
  using test = await createTestCluster()
  const pod = { ...manifest, spec: { ...manifest.spec, priorityClassName: '', priority: 5 } }
  await expect(test.client.create(Pod, pod)).rejects.toThrow(
    'pods "p" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name',
  )
})
