import { toSeconds } from '#base'
import type { Draft, KubeObject } from './apimachinery/object.ts'
import type { Core } from './apiserver/core.ts'
import { countsGenerations } from './apiserver/operations/create.ts'
import { bootstrapObjects, type BootstrapFacts } from './resources/bootstrap/index.ts'

const ORIGIN = { actor: 'system:apiserver', agent: 'kube-apiserver' }

/** Writes what a new cluster contains, where it is missing; what is there stays as it is. */
export function bootstrap(core: Core, facts: Omit<BootstrapFacts, 'nowMs'>): void {
  for (const object of bootstrapObjects({ ...facts, nowMs: core.clock.now() })) ensure(core, object)
}

function ensure(core: Core, draft: Draft): void {
  const resource = core.registry.findKind(draft.apiVersion!, draft.kind!)!
  const { namespace, name } = draft.metadata
  const key = namespace ? `${namespace}/${name}` : name!
  if (core.store.get(resource.storagePrefix, key)) return
  const { apiVersion, kind, metadata, ...rest } = draft as KubeObject & Record<string, unknown>
  const counted = countsGenerations(resource) && resource.definition.generation !== 'changes'
  const make = (revision: number): KubeObject => ({
    kind,
    apiVersion,
    metadata: {
      ...metadata,
      ...(counted && { generation: 1 }),
      uid: core.ids.uuid(),
      resourceVersion: String(revision),
      creationTimestamp: toSeconds(core.clock.now()),
    },
    ...rest,
  })
  core.store.put(resource.storagePrefix, key, undefined, make, ORIGIN)
}
