import { toSeconds } from '#base'
import type { Draft, KubeObject } from './apimachinery/object.ts'
import type { Core } from './apiserver/core.ts'
import { setManagedFields } from './apiserver/field-manager.ts'
import { countsGenerations } from './apiserver/operations/create.ts'
import { bootstrapObjects, type BootstrapFacts } from './resources/bootstrap/index.ts'

/** Parts of the server write under names of their own. */
const FIELD_MANAGERS: Readonly<Record<string, string>> = {
  'flowcontrol.apiserver.k8s.io': 'api-priority-and-fairness-config-producer-v1',
}
/** Fields of specs that the server fills in while it stores an object, and that nobody owns. */
const FILLED_IN: Readonly<Record<string, readonly string[]>> = {
  Namespace: ['finalizers'],
  Service: ['clusterIPs', 'ipFamilies'],
}
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
  const object: KubeObject = {
    kind,
    apiVersion,
    metadata: {
      ...metadata,
      ...(counted && { generation: 1 }),
      uid: core.ids.uuid(),
      creationTimestamp: toSeconds(core.clock.now()),
    },
    ...rest,
  }
  const fieldManager = FIELD_MANAGERS[resource.type.group] ?? ORIGIN.agent
  const sent = asSent(object)
  setManagedFields(core, resource, undefined, sent, { fieldManager })
  object.metadata.managedFields = sent.metadata.managedFields!
  const make = (revision: number): KubeObject => {
    object.metadata.resourceVersion = String(revision)
    return object
  }
  core.store.put(resource.storagePrefix, key, undefined, make, ORIGIN)
}

/** An object as a client would have sent it. */
function asSent(object: KubeObject & { spec?: Record<string, unknown> }): KubeObject {
  const filledIn = FILLED_IN[object.kind]
  if (!filledIn) return object
  const { spec, ...rest } = object
  const fields = Object.entries(spec ?? {}).filter(([field]) => !filledIn.includes(field))
  return { ...rest, metadata: { ...object.metadata }, ...(fields.length > 0 && { spec: Object.fromEntries(fields) }) }
}
