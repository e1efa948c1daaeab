import { toSeconds } from '#base'
import type { KubeObject } from './apimachinery/object.ts'
import type { Core } from './apiserver/core.ts'

const ORIGIN = { actor: 'system:apiserver', agent: 'kube-apiserver' }

/** Writes what a new cluster contains, where it is missing; what is there stays as it is. */
export function bootstrap(core: Core): void {
  for (const name of ['kube-system', 'kube-public', 'kube-node-lease', 'default'])
    ensure(core, 'v1', 'Namespace', {
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    })
}

function ensure(
  core: Core,
  apiVersion: string,
  kind: string,
  object: { metadata: Record<string, unknown>; [field: string]: unknown },
): void {
  const resource = core.registry.findKind(apiVersion, kind)!
  const { namespace, name } = object.metadata as { namespace?: string; name: string }
  const key = namespace ? `${namespace}/${name}` : name
  if (core.store.get(resource.storagePrefix, key)) return
  const make = (revision: number): KubeObject =>
    ({
      kind,
      apiVersion,
      ...object,
      metadata: {
        ...object.metadata,
        uid: core.ids.uuid(),
        resourceVersion: String(revision),
        creationTimestamp: toSeconds(core.clock.now()),
      },
    }) as unknown as KubeObject
  core.store.put(resource.storagePrefix, key, undefined, make, ORIGIN)
}
