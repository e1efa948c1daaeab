import { expect, test } from 'vitest'
import type { Pod } from '../../resources/generated/types.ts'
import { NodeInfo } from '../node-info.ts'
import { createPodInfo } from '../pod-info.ts'
import { DomainTotals } from './domain-totals.ts'

const ZONE = 'topology.kubernetes.io/zone'

function nodeIn(zone: string, index: number): NodeInfo {
  const node = new NodeInfo(`node-${index}`)
  node.place = index
  node.setNode({ kind: 'Node', apiVersion: 'v1', metadata: { name: node.name, labels: { [ZONE]: zone } } } as never)
  return node
}

const podsByZone = (totals: DomainTotals, zones: readonly string[]) => {
  totals.refresh()
  return { size: totals.size, least: totals.least(), pods: zones.map((zone) => totals.podsIn(zone)) }
}

const pod = (name: string) =>
  createPodInfo({ kind: 'Pod', metadata: { name, namespace: 'default' }, spec: { containers: [] } } as unknown as Pod)

test('totals follow the nodes, and only nodes that changed are counted again', () => {
  const nodes = ['a', 'b', 'a', 'b'].map(nodeIn)
  const counted: string[] = []
  const totals = new DomainTotals(nodes, (node) => {
    counted.push(node.name)
    return { domain: node.labels[ZONE]!, pods: node.pods.size }
  })
  expect(podsByZone(totals, ['a', 'b'])).toEqual({ size: 2, least: 0, pods: [0, 0] })

  counted.length = 0
  nodes[2]!.addPod(pod('one'))
  nodes[2]!.addPod(pod('two'))
  expect(podsByZone(totals, ['a', 'b'])).toEqual({ size: 2, least: 0, pods: [2, 0] })
  expect(nodes.map((node) => totals.podsAround(node))).toEqual([2, 0, 2, 0])
  expect(counted).toEqual(['node-2'])

  nodes[2]!.removePod('default/one')
  nodes[1]!.setNode({ ...nodes[1]!.node!, metadata: { ...nodes[1]!.node!.metadata, labels: { [ZONE]: 'c' } } })
  nodes[3]!.setNode({ ...nodes[3]!.node!, metadata: { ...nodes[3]!.node!.metadata, labels: { [ZONE]: 'c' } } })
  nodes[3]!.addPod(pod('three'))
  expect(podsByZone(totals, ['a', 'b', 'c'])).toEqual({ size: 2, least: 1, pods: [1, 0, 1] })
})

test('a newer state of a pod that asks for the same leaves what is known of its node', () => {
  const node = nodeIn('a', 0)
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
