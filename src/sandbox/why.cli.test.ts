import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestBackend, type TestBackend } from '../testing/sandbox/backend.ts'

let backend: TestBackend
beforeAll(async () => {
  backend = await startTestBackend()
})
afterAll(() => backend?.[Symbol.asyncDispose]())

test('a command is told to where it waits, and the cluster is seen as it was before it', async () => {
  const cookie = await backend.cookie()
  const page = await backend.page(cookie, 'workloads/deployments', 'cluster-ready')
  const cluster = (await page.frame('welcome')).lab.clusters[0]!
  await page.open()
  page.send({ type: 'why.watch', cluster, on: true })
  const { newest } = await page.frame('why.story')

  page.type('kubectl create deployment web --image=nginx:nope\r')
  const story = await page.frame('why.story', ({ endings }) => endings.some(({ what }) => /ImagePull/.test(what)))
  expect(story.steps.map(({ who, person }) => [who, person])).toEqual([
    ['kubectl create deployment', true],
    ['deployment-controller', false],
    ['replicaset-controller', false],
    ['kube-scheduler', false],
    ['kubelet', false],
  ])
  expect(story.steps.map(({ because }) => because)).toEqual([
    undefined,
    ...story.steps.slice(0, -1).map(({ revision }) => revision),
  ])
  expect(story.steps[3]!.scores!.length).toBeGreaterThan(1)
  expect(story.stuck).toContainEqual(expect.objectContaining({ who: 'kubelet', state: 'waits' }))

  page.send({ type: 'time.set', cluster, revision: newest })
  await page.frame('why.story', ({ shown, steps }) => shown === newest && !steps.some(({ person }) => person))
  page.type('clear; kubectl get deployments\r')
  await page.shows(/No resources found in default namespace/)
  page.type('kubectl delete node --all\r')
  await page.shows(/as it was at revision \d+, and the past cannot be changed/)

  page.send({ type: 'time.set', cluster })
  page.type('clear; kubectl get deployments\r')
  await page.shows(/web +0\/1/)

  page.send({ type: 'why.watch', cluster, on: true, about: { kind: 'deploy', name: 'web' } })
  await page.frame('why.story', ({ about }) => about?.resource === 'deployments.apps')
  page.send({ type: 'why.watch', cluster, on: true, about: { kind: 'whale', name: 'web' } })
  expect((await page.frame('error')).message).toMatch(/no kind whale/)
  page.send({ type: 'time.set', cluster, revision: 1 })
  expect((await page.frame('error', ({ about }) => about === 'time.set')).code).toBe('gone')
  await page.close()
})

test('a cluster that came after the page is found without its name', async () => {
  const page = await backend.page(await backend.cookie(), 'exercises/exercise-1', 'empty-account')
  expect((await page.frame('welcome')).lab.clusters).toEqual([])
  page.send({ type: 'why.watch', on: true })
  expect((await page.frame('error')).code).toBe('no-cluster')
  await page.close()

  const other = await backend.page(await backend.cookie(), 'workloads/deployments', 'cluster-ready')
  const [cluster] = (await other.frame('welcome')).lab.clusters
  other.send({ type: 'why.watch', on: true })
  expect(await other.frame('why.story')).toMatchObject({ cluster })
  await other.close()
})
