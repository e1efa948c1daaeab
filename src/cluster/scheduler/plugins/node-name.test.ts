import { expect, test } from 'vitest'
import { createPodInfo } from '../pod-info.ts'
import { NodeInfo } from '../node-info.ts'
import { nodeName } from './node-name.ts'
import type { Pod } from '../../resources/generated/types.ts'

test('a pod that names a node goes there or nowhere', () => {
  const pod = (name?: string) =>
    createPodInfo({ metadata: { name: 'p' }, spec: { containers: [], nodeName: name } } as unknown as Pod)
  const refusal = (name?: string) => nodeName.filter!(pod(name), new NodeInfo('a'), new Map())
  expect(refusal('a')).toBeUndefined()
  expect(refusal()).toBeUndefined()
  expect(refusal('b')).toEqual({ reasons: ["node(s) didn't match the requested node name"], unresolvable: true })
})
