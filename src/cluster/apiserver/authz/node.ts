import type { KubeObject } from '../../apimachinery/object.ts'
import type { Store } from '../../etcd/store.ts'
import type { Pod } from '../../resources/generated/types.ts'
import type { AccessRequest } from '../admission/admission.ts'
import type { Authorizer } from './authorizer.ts'

const NODE = 'system:node:'

/** What pods on a node refer to, kept up to date by the changes of pods. */
class NodeGraph {
  readonly #references = new Map<string, Map<string, ReadonlySet<string>>>()

  constructor(store: Store) {
    for (const object of store.range('/registry/pods')) this.#add(object)
    store.watch('/registry/pods', store.revision, ({ object, previous, deleted }) => {
      if (previous && nodeOf(previous)) this.#references.get(nodeOf(previous))?.delete(previous.metadata.uid)
      if (!deleted) this.#add(object)
    })
  }

  refers(node: string, reference: string): boolean {
    for (const references of this.#references.get(node)?.values() ?? []) if (references.has(reference)) return true
    return false
  }

  #add(object: KubeObject): void {
    const node = nodeOf(object)
    if (!node) return
    let byPod = this.#references.get(node)
    if (!byPod) this.#references.set(node, (byPod = new Map()))
    // References are read when they are asked for; most pods are never asked about.
    byPod.set(object.metadata.uid, lazyReferences(object))
  }
}

const nodeOf = (object: KubeObject) => (object as Pod).spec?.nodeName ?? ''

function lazyReferences(pod: Pod): ReadonlySet<string> {
  let found: Set<string> | undefined
  return { has: (key: string) => (found ??= referencesOf(pod)).has(key) } as ReadonlySet<string>
}

function referencesOf(pod: Pod): Set<string> {
  const namespace = pod.metadata.namespace ?? ''
  const found = new Set<string>()
  const add = (resource: string, name: string | undefined) => name && found.add(`${resource}/${namespace}/${name}`)
  const spec = pod.spec!
  found.add(`pods/${namespace}/${pod.metadata.name}`)
  add('serviceaccounts', spec.serviceAccountName)
  for (const { name } of spec.imagePullSecrets ?? []) add('secrets', name)
  for (const volume of spec.volumes ?? []) {
    add('secrets', volume.secret?.secretName)
    add('configmaps', volume.configMap?.name)
    add('persistentvolumeclaims', volume.persistentVolumeClaim?.claimName)
    if (volume.ephemeral) add('persistentvolumeclaims', `${pod.metadata.name}-${volume.name}`)
    for (const source of volume.projected?.sources ?? []) {
      add('secrets', source.secret?.name)
      add('configmaps', source.configMap?.name)
    }
  }
  for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
    for (const source of container.envFrom ?? []) {
      add('secrets', source.secretRef?.name)
      add('configmaps', source.configMapRef?.name)
    }
    for (const { valueFrom } of container.env ?? []) {
      add('secrets', valueFrom?.secretKeyRef?.name)
      add('configmaps', valueFrom?.configMapKeyRef?.name)
    }
  }
  return found
}

const GUARDED = new Set(['secrets', 'configmaps', 'persistentvolumeclaims', 'persistentvolumes', 'serviceaccounts'])

/** Lets each kubelet read what its pods refer to, and nothing of other nodes. What any node may do, RBAC says. */
export function createNodeAuthorizer(store: Store): Authorizer {
  let graph: NodeGraph | undefined
  return (user, access) => {
    const { verb, resource = '', subresource, namespace = '', name = '' } = access
    if (!user.name.startsWith(NODE) || !user.groups.includes('system:nodes')) return { allowed: false }
    const node = user.name.slice(NODE.length)
    const own = OWN[resource]?.(node, access)
    if (own) return { allowed: false, reason: own }
    if (resource === 'pods' && verb === 'get' && !name) return { allowed: false, reason: 'No Object name found' }
    if (!GUARDED.has(resource)) return { allowed: NODE_RULES.some((rule) => rule(verb, resource, subresource ?? '')) }
    const reads = resource === 'serviceaccounts' ? verb === 'create' && subresource === 'token' : READS.has(verb)
    if (!reads) return { allowed: false, reason: `can only read ${resource} of this type` }
    if (!name) return { allowed: false, reason: 'No Object name found' }
    graph ??= new NodeGraph(store)
    if (resource === 'persistentvolumes' || graph.refers(node, `${resource}/${namespace}/${name}`))
      return { allowed: true }
    return { allowed: false, reason: `no relationship found between node '${node}' and this object` }
  }
}

const READS = new Set(['get', 'list', 'watch'])

const LEASE_VERBS = new Set(['get', 'create', 'update', 'patch', 'delete'])

/** Why a node may not do this: it has one Node, one Lease, and the pods that are bound to it. */
const OWN: Readonly<Record<string, (node: string, access: AccessRequest) => string | undefined>> = {
  nodes(node, { verb, name }) {
    if (!READS.has(verb) || name === node) return undefined
    const what = name ? `'${name}'` : 'all nodes'
    return `node '${node}' cannot read ${what}, only its own Node object`
  },
  leases(node, { namespace, name, verb }) {
    if (!LEASE_VERBS.has(verb)) return 'can only get, create, update, patch, or delete a node lease'
    if (namespace !== 'kube-node-lease') return `can only access leases in the "kube-node-lease" system namespace`
    if (verb === 'create' || name === node) return undefined
    return 'can only access node lease with the same name as the requesting node'
  },
  pods(node, { verb, name, fieldSelector = '' }) {
    if ((verb !== 'list' && verb !== 'watch') || name) return undefined
    if (fieldSelector.split(',').some((part) => part.replace('==', '=') === `spec.nodeName=${node}`)) return undefined
    return 'can only list/watch pods with spec.nodeName field selector'
  },
}
const reads =
  (...resources: string[]) =>
  (verb: string, resource: string) =>
    READS.has(verb) && resources.includes(resource)
const writes =
  (verbs: string, resource: string, subresource = '') =>
  (verb: string, asked: string, sub: string) =>
    asked === resource && sub === subresource && verbs.split(' ').includes(verb)

// What every kubelet needs beyond its pods' references.
const NODE_RULES = [
  reads(
    'services',
    'nodes',
    'pods',
    'csidrivers',
    'runtimeclasses',
    'endpointslices',
    'resourceclaims',
    'resourceslices',
  ),
  writes('create update patch', 'nodes'),
  writes('update patch', 'nodes', 'status'),
  writes('create delete', 'pods'),
  writes('update patch', 'pods', 'status'),
  writes('create', 'pods', 'eviction'),
  writes('create update patch', 'events'),
  writes('get create update patch delete', 'leases'),
  writes('get create update patch delete', 'csinodes'),
  writes('create get list watch', 'certificatesigningrequests'),
  writes('create', 'tokenreviews'),
  writes('create', 'subjectaccessreviews'),
  writes('create', 'localsubjectaccessreviews'),
  writes('get list watch', 'volumeattachments'),
]
