import { expect, test } from 'vitest'
import type { Node, Pod } from '../../resources/generated/types.ts'
import { SchedulerCache } from '../cache.ts'
import { NodeInfo } from '../node-info.ts'
import { createPodInfo } from '../pod-info.ts'
import { DomainTotals } from './domain-totals.ts'

const RACK = 'rack'

const nodeIn = (rack: string, index: number) =>
  ({
    kind: 'Node',
    apiVersion: 'v1',
    metadata: { name: `node-${index}`, labels: { [RACK]: rack } },
  }) as unknown as Node

const podsByRack = (totals: DomainTotals, racks: readonly string[]) => {
  totals.refresh()
  return { size: totals.size, least: totals.least(), pods: racks.map((rack) => totals.podsIn(rack)) }
}

const pod = (name: string) =>
  createPodInfo({ kind: 'Pod', metadata: { name, namespace: 'default' }, spec: { containers: [] } } as unknown as Pod)

test('totals follow the nodes, and only what has changed is counted', () => {
  const cache = new SchedulerCache()
  for (const [index, rack] of ['a', 'b', 'a', 'b'].entries()) cache.setNode(nodeIn(rack, index))
  const matched: string[] = []
  const { listed } = cache
  const totals = new DomainTotals(listed, {
    domainOf: (node) => node.labels[RACK],
    matches: ({ metadata }) => {
      matched.push(metadata.name)
      return metadata.name !== 'other'
    },
  })
  expect(podsByRack(totals, ['a', 'b'])).toEqual({ size: 2, least: 0, pods: [0, 0] })

  cache.assume(pod('one'), 'node-2')
  cache.assume(pod('two'), 'node-2')
  cache.assume(pod('other'), 'node-2')
  expect(podsByRack(totals, ['a', 'b'])).toEqual({ size: 2, least: 0, pods: [2, 0] })
  expect(listed.nodes.map((node) => totals.podsAround(node))).toEqual([2, 0, 2, 0])

  matched.length = 0
  cache.removePod('default/one')
  cache.removePod('default/other')
  cache.assume(pod('four'), 'node-0')
  expect(podsByRack(totals, ['a', 'b'])).toEqual({ size: 2, least: 0, pods: [2, 0] })
  expect(matched).toEqual(['one', 'other', 'four'])

  cache.setNode(nodeIn('c', 1))
  cache.assume(pod('five'), 'node-1')
  cache.setNode(nodeIn('c', 3))
  cache.assume(pod('three'), 'node-3')
  expect(podsByRack(totals, ['a', 'b', 'c'])).toEqual({ size: 2, least: 2, pods: [2, 0, 2] })
})

test('who has not looked for long counts all again', () => {
  const cache = new SchedulerCache()
  cache.setNode(nodeIn('a', 0))
  const totals = new DomainTotals(cache.listed, { domainOf: (node) => node.labels[RACK], matches: () => true })
  for (let round = 0; round < 50; round++) {
    cache.assume(pod('one'), 'node-0')
    cache.removePod('default/one')
  }
  cache.assume(pod('two'), 'node-0')
  expect(podsByRack(totals, ['a'])).toEqual({ size: 1, least: 1, pods: [1] })
})

test('nodes are listed anew when one comes or goes', () => {
  const cache = new SchedulerCache()
  cache.setNode(nodeIn('a', 0))
  const first = cache.listed
  cache.setNode(nodeIn('a', 1))
  expect(cache.listed.nodes).toHaveLength(2)
  expect(cache.listed).not.toBe(first)
})

test('a newer state of a pod that asks for the same leaves what is known of its node', () => {
  const node = new NodeInfo('node-0')
  const first = pod('one')
  node.addPod(first)
  const { generation } = node
  const running = { ...first.pod, status: { phase: 'Running' } } as Pod
  expect(node.renewPod(running, first.key)).toBe(true)
  expect(node.pods.get(first.key)!.pod).toBe(running)
  expect(node.generation).toBe(generation)
  const relabelled = { ...running, metadata: { ...running.metadata, labels: { app: 'web' } } }
  expect(node.renewPod(relabelled, first.key)).toBe(false)
})
