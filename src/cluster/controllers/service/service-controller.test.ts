import { afterEach, expect, test } from 'vitest'
import { createControlPlane, type ControlPlane } from '../testing/control-plane.ts'
import type { CloudProvider } from '../../cloud-provider.ts'
import { Node, Service } from '../../resources/generated/kinds.ts'

const planes: ControlPlane[] = []
afterEach(() => planes.splice(0).forEach((plane) => plane[Symbol.dispose]()))

/** A cloud that notes what it is asked for, and refuses while `refusal` is set. */
function createTestCloud() {
  const balancers = new Map<string, string[]>()
  const cloud: CloudProvider & { refusal?: string; balancers: typeof balancers } = {
    region: 'us-west-2',
    balancers,
    async ensureLoadBalancer({ metadata }, nodes) {
      if (cloud.refusal) throw new Error(cloud.refusal)
      balancers.set(
        metadata.name,
        nodes.map((node) => node.metadata.name),
      )
      return { hostname: `${metadata.name}.elb.us-west-2.amazonaws.com` }
    },
    async updateLoadBalancer({ metadata }, nodes) {
      balancers.set(
        metadata.name,
        nodes.map((node) => node.metadata.name),
      )
    },
    instanceState: () => Promise.resolve('running'),
    instanceMetadata: () => Promise.reject(new Error('nothing is known of the machines')),
    async ensureLoadBalancerDeleted({ metadata }) {
      if (cloud.refusal) throw new Error(cloud.refusal)
      balancers.delete(metadata.name)
    },
  }
  return cloud
}

const web = {
  metadata: { name: 'web', namespace: 'default' },
  spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
}
const at = { namespace: 'default' }

async function start() {
  const cloud = createTestCloud()
  const plane = await createControlPlane({ cloud })
  planes.push(plane)
  return { cloud, ...plane }
}

test('a load balancer is made, follows the nodes and is taken away before its Service', async () => {
  const { cloud, client, clock, eventsOf } = await start()
  await client.create(Service, web)
  await clock.advance(1000)
  const made = await client.get(Service, 'web', at)
  expect(made.status).toEqual({ loadBalancer: { ingress: [{ hostname: 'web.elb.us-west-2.amazonaws.com' }] } })
  expect(made.metadata.finalizers).toEqual(['service.kubernetes.io/load-balancer-cleanup'])
  expect(cloud.balancers.get('web')).toHaveLength(3)

  await client.delete(Node, cloud.balancers.get('web')![0]!)
  await clock.advance(1000)
  expect(cloud.balancers.get('web')).toHaveLength(2)

  await client.delete(Service, 'web', at)
  await clock.advance(1000)
  expect(cloud.balancers.has('web')).toBe(false)
  await expect(client.get(Service, 'web', at)).rejects.toThrow('services "web" not found')
  expect(await eventsOf('Service')).toEqual([
    'EnsuringLoadBalancer Ensuring load balancer',
    'EnsuredLoadBalancer Ensured load balancer',
    'UpdatedLoadBalancer Updated load balancer with new hosts',
    'DeletingLoadBalancer Deleting load balancer',
    'DeletedLoadBalancer Deleted load balancer',
  ])
})

test('what the cloud refuses is said and tried again after 5 s, 10 s, …', async () => {
  const { cloud, client, clock, eventsOf } = await start()
  cloud.refusal = 'could not find any suitable subnets for creating the ELB'
  await client.create(Service, web)
  await clock.advance(6000)
  expect(await eventsOf('Service')).toContain(
    'SyncLoadBalancerFailed Error syncing load balancer: failed to ensure load balancer: could not find any suitable subnets for creating the ELB (x2)',
  )
  delete cloud.refusal
  await clock.advance(8000)
  expect(cloud.balancers.size).toBe(0)
  await clock.advance(2000)
  expect(cloud.balancers.size).toBe(1)
})

test('a Service that is of another type now, or of somebody else’s class, has no load balancer', async () => {
  const { cloud, client, clock } = await start()
  await client.create(Service, web)
  await client.create(Service, {
    metadata: { name: 'other', namespace: 'default' },
    spec: { ...web.spec, loadBalancerClass: 'service.k8s.aws/nlb' },
  })
  await clock.advance(1000)
  expect([...cloud.balancers.keys()]).toEqual(['web'])
  await client.patch(Service, 'web', { spec: { type: 'ClusterIP' } }, { ...at, type: 'merge' })
  await clock.advance(1000)
  expect(cloud.balancers.size).toBe(0)
  const { metadata, status } = await client.get(Service, 'web', at)
  expect([metadata.finalizers, status]).toEqual([undefined, { loadBalancer: {} }])
})
