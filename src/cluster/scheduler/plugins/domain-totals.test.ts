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

test('totals follow the nodes, and only nodes that changed are counted again', () => {
  const cache = new SchedulerCache()
  for (const [index, rack] of ['a', 'b', 'a', 'b'].entries()) cache.setNode(nodeIn(rack, index))
  const counted: string[] = []
  const { listed } = cache
  const totals = new DomainTotals(listed, (node) => {
    counted.push(node.name)
    return { domain: node.labels[RACK]!, pods: node.pods.size }
  })
  expect(podsByRack(totals, ['a', 'b'])).toEqual({ size: 2, least: 0, pods: [0, 0] })

  counted.length = 0
  cache.assume(pod('one'), 'node-2')
  cache.assume(pod('two'), 'node-2')
  expect(podsByRack(totals, ['a', 'b'])).toEqual({ size: 2, least: 0, pods: [2, 0] })
  expect(listed.nodes.map((node) => totals.podsAround(node))).toEqual([2, 0, 2, 0])
  expect(new Set(counted)).toEqual(new Set(['node-2']))

  cache.removePod('default/one')
  cache.setNode(nodeIn('c', 1))
  cache.setNode(nodeIn('c', 3))
  cache.assume(pod('three'), 'node-3')
  expect(podsByRack(totals, ['a', 'b', 'c'])).toEqual({ size: 2, least: 1, pods: [1, 0, 1] })
})

test('nodes are listed anew when one comes or goes, and when many changes have been recorded', () => {
  const cache = new SchedulerCache()
  cache.setNode(nodeIn('a', 0))
  const first = cache.listed
  cache.setNode(nodeIn('a', 1))
  const second = cache.listed
  expect(second.nodes).toHaveLength(2)
  expect(second).not.toBe(first)
  for (let round = 0; round < 5; round++) {
    cache.assume(pod('one'), 'node-0')
    cache.removePod('default/one')
  }
  expect(second.changed.length).toBeLessThan(10)
  expect(cache.listed).not.toBe(second)
})

test('a newer state of a pod that asks for the same leaves what is known of its node', () => {
  const node = new NodeInfo('node-0')
  const first = pod('one')
  node.addPod(first)
  node.derived.set('kept', true)
  const running = { ...first.pod, status: { phase: 'Running' } } as Pod
  expect(node.renewPod(running, first.key)).toBe(true)
  expect(node.pods.get(first.key)!.pod).toBe(running)
  expect(node.derived.has('kept')).toBe(true)
  const relabelled = { ...running, metadata: { ...running.metadata, labels: { app: 'web' } } }
  expect(node.renewPod(relabelled, first.key)).toBe(false)
})
