import type { Client } from '../../client/client.ts'
import { PersistentVolume, PersistentVolumeClaim } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'

/** A volume as a test needs it: of a driver, or of the host. */
export interface VolumeShape {
  driver?: string
  labels?: Record<string, string>
  accessMode?: string
  nodeAffinity?: types.VolumeNodeAffinity
}

/** Makes a volume and a claim of one name that are bound to each other. @returns what a pod with it looks like */
export async function bindVolume(
  client: Client,
  name: string,
  { driver, labels = {}, accessMode = 'ReadWriteOnce', nodeAffinity }: VolumeShape = {},
): Promise<Partial<types.PodSpec>> {
  const accessModes = [accessMode]
  await client.create(PersistentVolume, {
    metadata: { name, labels },
    spec: {
      accessModes,
      capacity: { storage: '1Gi' },
      storageClassName: '',
      ...(driver ? { csi: { driver, volumeHandle: name } } : { hostPath: { path: '/tmp/data' } }),
      ...(nodeAffinity && { nodeAffinity }),
    },
  })
  await client.create(PersistentVolumeClaim, {
    metadata: { name, namespace: 'default' },
    spec: { accessModes, storageClassName: '', volumeName: name, resources: { requests: { storage: '1Gi' } } },
  })
  return withClaim(name)
}

/** What a pod with a claim looks like. */
export function withClaim(claimName: string): Partial<types.PodSpec> {
  return { volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] }
}
