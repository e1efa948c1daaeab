import { expect, test } from 'vitest'
import type { ObjectMeta, OwnerReference } from '../../apimachinery/object.ts'
import { dropRepeatedOwners } from './owner-references.ts'

const owner = (name: string, uid: string): OwnerReference => ({ apiVersion: 'v1', kind: 'ConfigMap', name, uid })

function drop(owners: OwnerReference[]): { left: string[]; warnings: string[] } {
  const metadata: Partial<ObjectMeta> = { name: 'a', ownerReferences: owners }
  const warnings: string[] = []
  dropRepeatedOwners(metadata, warnings, '')
  return { left: metadata.ownerReferences!.map(({ name }) => name), warnings }
}

test('an owner that is named again counts once, and the client hears of each time', () => {
  const { left, warnings } = drop([owner('z', 'u2'), owner('x', 'u1'), owner('x', 'u1'), owner('z', 'u2')])
  expect(left).toEqual(['z', 'x'])
  expect(warnings).toEqual([
    '.metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: u1, u2',
  ])
})

test('owners that differ in anything are two', () => {
  expect(drop([owner('x', 'u1'), owner('y', 'u1')])).toEqual({ left: ['x', 'y'], warnings: [] })
})
