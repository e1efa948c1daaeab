import { expect, test } from 'vitest'
import { createTestCluster } from '../../testing/cluster.ts'
import { untilDone } from '../../testing/until-done.ts'
import type { CloudProvider } from '../cloud-provider.ts'
import { createTestCloud } from '../controllers/testing/test-cloud.ts'
import { plainNodeProfile } from '../kubelet/node-profile.ts'
import * as kinds from '../resources/generated/kinds.ts'
import { tellClusterStory } from './cluster-story.ts'
import type { Subject } from './tell-story.ts'

const inDefault = { namespace: 'default' }
const labels = { app: 'web' }
const podSpec = (container: object = {}) => ({ containers: [{ name: 'c', image: 'nginx:1.29', ...container }] })

async function setUp(options: { cloud?: CloudProvider } = {}) {
  const base = await createTestCluster(1, options)
  const { cluster, clock, client } = base
  cluster.start()
  for (const index of [0, 1]) cluster.nodes.addNode(plainNodeProfile(index))
  await clock.advance(20_000)
  const story = (subject: Subject, revision?: number) => tellClusterStory(cluster, subject, revision)
  return {
    ...base,
    story,
    /** A story as text: each step below the one that caused it, then who waits for what. */
    told(subject: Subject): string {
      const { steps, endings } = story(subject)
      const below = (cause: number | undefined, indent: string): string[] =>
        steps
          .filter(({ because }) => because === cause)
          .flatMap(({ revision, who, what }) =>
            // Whether a kubelet tells what it waits for depends on how long this process takes for a token.
            who === 'kubelet' && what.startsWith('noted the state of Pod')
              ? below(revision, indent)
              : [`${indent}${who} ${what}`, ...below(revision, `${indent}  `)],
          )
      const lines = [...below(undefined, ''), ...endings.map(({ who, what, state }) => `${state}: ${who} ${what}`)]
      return lines.map(withoutNames).join('\n')
    },
    until: (done: () => Promise<boolean>) => untilDone(clock, done),
    deployment: (replicas: number, container: object = {}) =>
      client.create(kinds.Deployment, {
        metadata: { name: 'web', namespace: 'default' },
        spec: {
          replicas,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: podSpec(container) },
        },
      }),
    pods: async () => (await client.list(kinds.Pod, inDefault)).items,
  }
}

/** Names that chance makes, shortened. */
const withoutNames = (line: string) =>
  line
    .replace(/\b(web|sum)-[0-9a-f]{6,10}\b/g, '$1-H')
    .replace(/-H-[a-z0-9]{5}\b/g, '-H-P')
    .replace(/\bsum-[a-z0-9]{5}\b/g, 'sum-P')
    .replace('(combined from similar events): ', '')
    .replace(/ip-10-0-\d+-\d+[\w.-]*/g, 'NODE')

const web: Subject = { resource: 'deployments.apps', namespace: 'default', name: 'web' }
const podOf = (name: string): Subject => ({ resource: 'pods', namespace: 'default', name })
const ready = (pod: { status?: { conditions?: { type: string; status: string }[] } }) =>
  pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false

test('a rollout', async () => {
  using t = await setUp()
  await t.deployment(2)
  await t.until(async () => (await t.pods()).filter(ready).length === 2)
  await t.client.patch(
    kinds.Deployment,
    'web',
    { spec: { template: { spec: podSpec({ image: 'nginx:1.28' }) } } },
    { ...inDefault, type: 'strategic' },
  )
  await t.until(
    async () =>
      (await t.pods()).filter((pod) => ready(pod) && pod.spec!.containers[0]!.image === 'nginx:1.28').length === 2 &&
      (await t.pods()).length === 2,
  )
  expect(t.told(web)).toMatchInlineSnapshot(`
    "test changed the pod template of Deployment web (nginx:1.28)
      deployment-controller made ReplicaSet web-H, replicas: 1
        replicaset-controller made Pod web-H-P
          kube-scheduler chose a node for Pod web-H-P: NODE
            kubelet reported Pod web-H-P: Running
              kubelet reported Pod web-H-P: Ready
                replicaset-controller noted the state of ReplicaSet web-H
                  deployment-controller scaled ReplicaSet web-H from 2 to 1
                    replicaset-controller marked for deletion Pod web-H-P
                      kubelet ended the containers of Pod web-H-P
                        kubelet deleted Pod web-H-P
                  deployment-controller scaled ReplicaSet web-H from 1 to 2
                    replicaset-controller made Pod web-H-P
                      kube-scheduler chose a node for Pod web-H-P: NODE
                        kubelet reported Pod web-H-P: Running
                          kubelet reported Pod web-H-P: Ready
                            replicaset-controller noted the state of ReplicaSet web-H
                              deployment-controller scaled ReplicaSet web-H from 1 to 0
                                replicaset-controller marked for deletion Pod web-H-P
                                  kubelet ended the containers of Pod web-H-P
                                    kubelet deleted Pod web-H-P"
  `)
})

test('an image that does not exist: the chain ends at the kubelet', async () => {
  using t = await setUp()
  await t.deployment(1, { image: 'nginx:nope' })
  await t.until(async () => JSON.stringify((await t.pods())[0]?.status ?? {}).includes('ImagePullBackOff'))
  expect(t.told(podOf((await t.pods())[0]!.metadata.name))).toMatchInlineSnapshot(`
    "test made Deployment web, replicas: 1
      deployment-controller made ReplicaSet web-H, replicas: 1
        replicaset-controller made Pod web-H-P
          kube-scheduler chose a node for Pod web-H-P: NODE
            kubelet could not start Pod web-H-P: container c: ErrImagePull, rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:nope": failed to resolve image: docker.io/library/nginx:nope: not found
    waits: kubelet waits: container c: ImagePullBackOff, Back-off pulling image "nginx:nope": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:nope": failed to resolve image: docker.io/library/nginx:nope: not found"
  `)
  expect(t.told(web)).toMatchInlineSnapshot(`
    "test made Deployment web, replicas: 1
      deployment-controller made ReplicaSet web-H, replicas: 1
        replicaset-controller made Pod web-H-P
          kube-scheduler chose a node for Pod web-H-P: NODE
            kubelet could not start Pod web-H-P: container c: ErrImagePull, rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:nope": failed to resolve image: docker.io/library/nginx:nope: not found
    waits: kubelet waits: container c: ImagePullBackOff, Back-off pulling image "nginx:nope": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:nope": failed to resolve image: docker.io/library/nginx:nope: not found"
  `)
})

test('no room: the chain ends at the scheduler', async () => {
  using t = await setUp()
  await t.deployment(1, { resources: { requests: { cpu: '9' } } })
  await t.clock.advance(15_000)
  expect(t.told(podOf((await t.pods())[0]!.metadata.name))).toMatchInlineSnapshot(`
    "test made Deployment web, replicas: 1
      deployment-controller made ReplicaSet web-H, replicas: 1
        replicaset-controller made Pod web-H-P
          kube-scheduler warned (FailedScheduling) of Pod web-H-P: 0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.
    waits: kube-scheduler waits: 0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling."
  `)
})

test('a quota: the chain ends at the controller that was refused', async () => {
  using t = await setUp()
  await t.client.create(kinds.ResourceQuota, {
    metadata: { name: 'few', namespace: 'default' },
    spec: { hard: { pods: '1' } },
  })
  await t.clock.advance(5_000)
  await t.deployment(2)
  await t.until(async () => (await t.pods()).some(ready))
  await t.clock.advance(15_000)
  expect(t.told(web)).toMatchInlineSnapshot(`
    "test made Deployment web, replicas: 2
      deployment-controller made ReplicaSet web-H, replicas: 2
        replicaset-controller made Pod web-H-P
          kube-scheduler chose a node for Pod web-H-P: NODE
            kubelet reported Pod web-H-P: Running
              kubelet reported Pod web-H-P: Ready
        replicaset-controller warned (FailedCreate) of ReplicaSet web-H: Error creating: pods "web-H-P" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1
        replicaset-controller could not make all pods of ReplicaSet web-H: pods "web-H-P" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1
    waits: replicaset-controller waits: pods "web-H-P" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1"
  `)
})

test('the past knows which components ran in it', async () => {
  using t = await setUp()
  const { cluster, clock, client, story } = t
  cluster.components.get('kube-scheduler')!.stop()
  await client.create(kinds.Pod, { metadata: { name: 'alone', namespace: 'default' }, spec: podSpec() })
  const down = cluster.store.revision
  cluster.components.get('kube-scheduler')!.start()
  await clock.advance(30_000)
  const alone = { resource: 'pods', namespace: 'default', name: 'alone' }
  expect(story(alone).endings.some(({ what }) => /stopped/.test(what))).toBe(false)
  expect(story(alone, down).endings).toMatchObject([
    { who: 'kube-scheduler', what: 'is stopped; nobody chooses a node' },
  ])
})

test('a component that is stopped, and one more', async () => {
  using t = await setUp()
  t.cluster.components.get('kube-scheduler')!.stop()
  await t.deployment(3)
  await t.clock.advance(15_000)
  expect(t.told(web)).toMatchInlineSnapshot(`
    "test made Deployment web, replicas: 3
      deployment-controller made ReplicaSet web-H, replicas: 3
        replicaset-controller made 3 Pods web-H-P, web-H-P, web-H-P
    waits: kube-scheduler is stopped; nobody chooses a node"
  `)
  t.cluster.components.get('kube-controller-manager')!.stop()
  await t.client.patch(kinds.Deployment, 'web', { spec: { replicas: 4 } }, { ...inDefault, type: 'merge' })
  await t.clock.advance(15_000)
  expect(t.told(web)).toMatchInlineSnapshot(`
    "test scaled Deployment web from 3 to 4
    waits: kube-controller-manager is stopped; nobody acts on this Deployment"
  `)
})

test('a deleted owner', async () => {
  using t = await setUp()
  await t.deployment(2)
  await t.until(async () => (await t.pods()).filter(ready).length === 2)
  await t.client.delete(kinds.Deployment, 'web', inDefault)
  await t.until(async () => (await t.pods()).length === 0)
  expect(t.told(web)).toMatchInlineSnapshot(`
    "test deleted Deployment web
      garbage-collector-controller deleted ReplicaSet web-H
        garbage-collector-controller marked for deletion 2 Pods web-H-P, web-H-P
          kubelet ended the containers of 2 Pods web-H-P, web-H-P
            kubelet deleted 2 Pods web-H-P, web-H-P"
  `)
})

test('a failing Job', async () => {
  using t = await setUp()
  await t.client.create(kinds.Job, {
    metadata: { name: 'sum', namespace: 'default' },
    spec: {
      backoffLimit: 1,
      template: {
        spec: { restartPolicy: 'Never', ...podSpec({ image: 'busybox', command: ['sh', '-c', 'sleep 20; exit 3'] }) },
      },
    },
  })
  const sum: Subject = { resource: 'jobs.batch', namespace: 'default', name: 'sum' }
  await t.until(async () =>
    JSON.stringify((await t.client.get(kinds.Job, 'sum', inDefault)).status ?? {}).includes('"Failed"'),
  )
  expect(t.told(sum)).toMatchInlineSnapshot(`
    "test made Job sum
      job-controller made Pod sum-P
        kube-scheduler chose a node for Pod sum-P: NODE
          kubelet reported Pod sum-P: Running
            kubelet reported Pod sum-P: Ready
              kubelet saw the failure of Pod sum-P: container c, exit status 3
                job-controller counted a failed pod of Job sum (1 by now)
                  job-controller made Pod sum-P
                    kube-scheduler chose a node for Pod sum-P: NODE
                      kubelet reported Pod sum-P: Running
                        kubelet reported Pod sum-P: Ready
                          kubelet saw the failure of Pod sum-P: container c, exit status 3
                            job-controller gave up Job sum: Job has reached the specified backoff limit
    over: job-controller has given up: BackoffLimitExceeded, Job has reached the specified backoff limit"
  `)
})

test('a budget against a drain', async () => {
  using t = await setUp()
  await t.client.create(kinds.PodDisruptionBudget, {
    metadata: { name: 'web', namespace: 'default' },
    spec: { minAvailable: 2, selector: { matchLabels: labels } },
  })
  await t.deployment(2)
  await t.until(async () => (await t.pods()).filter(ready).length === 2)
  const node = (await t.pods())[0]!.spec!.nodeName!
  await t.client.patch(kinds.Node, node, { spec: { unschedulable: true } }, { type: 'merge' })
  await t.clock.advance(5_000)
  expect(t.told({ resource: 'nodes', name: node })).toMatchInlineSnapshot(`
    "test cordoned Node NODE
      node-lifecycle-controller tainted Node NODE: node.kubernetes.io/unschedulable:NoSchedule
    waits: kube-apiserver refuses to evict: PodDisruptionBudget web needs 2 healthy pods and has 2"
  `)
})

test('an autoscaler', async () => {
  using t = await setUp()
  await t.deployment(1)
  await t.until(async () => (await t.pods()).filter(ready).length === 1)
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }
  await t.client.create(kinds.HorizontalPodAutoscaler, {
    metadata: { name: 'web', namespace: 'default' },
    spec: { scaleTargetRef, minReplicas: 3, maxReplicas: 5 },
  })
  await t.until(async () => (await t.pods()).filter(ready).length === 3)
  expect(t.told({ resource: 'horizontalpodautoscalers.autoscaling', namespace: 'default', name: 'web' }))
    .toMatchInlineSnapshot(`
      "test made HorizontalPodAutoscaler web
        horizontal-pod-autoscaler-controller scaled Deployment web from 1 to 3
          deployment-controller scaled ReplicaSet web-H from 1 to 3
            replicaset-controller made 2 Pods web-H-P, web-H-P
              kube-scheduler chose a node for 2 Pods web-H-P, web-H-P
                kubelet reported 2 Pods web-H-P, web-H-P: Running
                  kubelet reported 2 Pods web-H-P, web-H-P: Ready
        horizontal-pod-autoscaler-controller reckoned for HorizontalPodAutoscaler web: 3 replicas are wanted"
    `)
})

test('pods leave a node that went silent', async () => {
  using t = await setUp()
  await t.deployment(2)
  await t.until(async () => (await t.pods()).filter(ready).length === 2)
  // Nodes say how they are every five minutes.
  await t.clock.advance(310_000)
  const pod = (await t.pods())[0]!
  t.cluster.nodes.kubelet(pod.spec!.nodeName!)!.stop()
  await t.until(async () => (await t.pods()).some(({ metadata }) => metadata.deletionTimestamp))
  await t.clock.advance(30_000)
  expect(t.told(podOf(pod.metadata.name))).toMatchInlineSnapshot(`
    "test made Deployment web, replicas: 2
      deployment-controller made ReplicaSet web-H, replicas: 2
        replicaset-controller made Pod web-H-P
          kube-scheduler chose a node for Pod web-H-P: NODE
            kubelet reported Pod web-H-P: Running
              kubelet reported Pod web-H-P: Ready
    kubelet noted the state of Node NODE
      node-lifecycle-controller found not ready Node NODE: Kubelet stopped posting node status.
        node-lifecycle-controller reported Pod web-H-P: no longer Ready
        node-lifecycle-controller tainted Node NODE: node.kubernetes.io/unreachable:NoExecute
          taint-eviction-controller condemned Pod web-H-P: Taint manager: deleting due to NoExecute taint
          taint-eviction-controller marked for deletion Pod web-H-P
    waits: kubelet is to end this Pod, but that of NODE is silent"
  `)
  expect(t.told({ resource: 'nodes', name: pod.spec!.nodeName! })).toMatchInlineSnapshot(`
    "kubelet made Node NODE
      node-lifecycle-controller took taints from Node NODE: node.kubernetes.io/not-ready:NoSchedule
    kubelet noted the state of Node NODE
      node-lifecycle-controller found not ready Node NODE: Kubelet stopped posting node status.
        node-lifecycle-controller tainted Node NODE: node.kubernetes.io/unreachable:NoSchedule
        node-lifecycle-controller reported Pod web-H-P: no longer Ready
        node-lifecycle-controller warned (NodeNotReady) of Pod web-H-P: Node is not ready
        node-lifecycle-controller tainted Node NODE: node.kubernetes.io/unreachable:NoExecute
          taint-eviction-controller condemned Pod web-H-P: Taint manager: deleting due to NoExecute taint
          taint-eviction-controller marked for deletion Pod web-H-P
            replicaset-controller made Pod web-H-P
              kube-scheduler chose a node for Pod web-H-P: NODE
                kubelet reported Pod web-H-P: Running
                  kubelet reported Pod web-H-P: Ready
    waits: kubelet is to end this Pod, but that of NODE is silent"
  `)
})

test('a load balancer, and one that nobody makes', async () => {
  const cloud = createTestCloud({
    ensureLoadBalancer: ({ metadata: { name } }) => Promise.resolve({ hostname: `${name}.elb.example.com` }),
  })
  using t = await setUp({ cloud })
  const about = (name: string): Subject => ({ resource: 'services', namespace: 'default', name })
  const expose = (name: string) =>
    t.client.create(kinds.Service, {
      metadata: { name, namespace: 'default' },
      spec: { type: 'LoadBalancer', selector: labels, ports: [{ port: 80 }] },
    })
  await expose('front')
  await t.clock.advance(5000)
  expect(t.told(about('front'))).toContain(
    'service-lb-controller gave a load balancer to Service front: front.elb.example.com',
  )
  expect(t.story(about('front')).endings).toEqual([])
  t.cluster.components.get('cloud-controller-manager')!.stop()
  await expose('side')
  await t.clock.advance(5000)
  expect(t.told(about('side'))).toContain(
    'waits: cloud-controller-manager is stopped; nobody sees to the load balancer',
  )
})
