import { sha256 } from '#base'
import type { ResourceDefinition } from '../../resources/define-resource.ts'
import type { Core } from '../core.ts'
import type { ApiResponse } from '../http.ts'
import type { ServedResource } from '../served-resource.ts'
import { groupPriority, versionPriority } from './priorities.ts'

/** Answers a discovery path, or `undefined` when there is nothing there. */
export type Discovery = (path: string, accept: string | undefined) => ApiResponse | undefined

const AGGREGATED = /as=APIGroupDiscoveryList/

/** Legacy (`/api`, `/apis`, `/apis/G`, `/apis/G/V`) and aggregated discovery (v2), from what is registered now. */
export function createDiscovery(core: Core): Discovery {
  let generation = -1
  let cache = new Map<string, ApiResponse | undefined>()
  return (path, accept) => {
    // Both only grow, so that their sum does with each change.
    const current = core.registry.generation + core.remoteGroups.generation
    if (current !== generation) {
      generation = current
      cache = new Map()
    }
    const aggregated = AGGREGATED.test(accept ?? '') && (path === '/api' || path === '/apis')
    const key = `${aggregated} ${path}`
    if (!cache.has(key))
      cache.set(key, aggregated ? aggregatedDocument(core, path === '/api') : legacyDocument(core, path))
    const cached = cache.get(key)
    return cached && { ...cached, headers: { ...cached.headers } }
  }
}

function respond(value: unknown, contentType = 'application/json'): ApiResponse {
  return { status: 200, headers: { 'content-type': contentType }, body: `${JSON.stringify(value)}\n` }
}

/** Groups in the order of their priority, with their versions in theirs. */
export function groupsOf(core: Core): { group: string; versions: string[] }[] {
  const versions = new Map<string, Set<string>>()
  for (const { type } of core.registry.all()) {
    let known = versions.get(type.group)
    if (!known) versions.set(type.group, (known = new Set()))
    known.add(type.version)
  }
  return [...versions]
    .map(([group, known]) => ({ group, versions: [...known].sort((a, b) => versionPriority(b) - versionPriority(a)) }))
    .sort((a, b) => groupPriority(b.group) - groupPriority(a.group) || (a.group < b.group ? -1 : 1))
}

/** The same with the groups that other servers serve. */
function allGroups(core: Core): { group: string; versions: string[] }[] {
  if (core.remoteGroups.size === 0) return groupsOf(core)
  const priorities = new Map<string, number>()
  const versions = new Map(groupsOf(core).map(({ group, versions: known }) => [group, known]))
  for (const { spec } of core.remoteGroups.all()) {
    const { group = '', version = '', groupPriorityMinimum } = spec
    versions.set(group, [...new Set([...(versions.get(group) ?? []), version])])
    priorities.set(group, Math.max(groupPriorityMinimum, priorities.get(group) ?? 0))
  }
  const priorityOf = (group: string) => priorities.get(group) ?? groupPriority(group)
  return [...versions]
    .map(([group, known]) => ({ group, versions: known.sort((a, b) => versionPriority(b) - versionPriority(a)) }))
    .sort((a, b) => priorityOf(b.group) - priorityOf(a.group) || (a.group < b.group ? -1 : 1))
}

function resourcesOf(core: Core, group: string, version: string): ServedResource[] {
  return [...core.registry.all()]
    .filter(({ type }) => type.group === group && type.version === version)
    .sort((a, b) => (a.type.plural < b.type.plural ? -1 : 1))
}

function aggregatedDocument(core: Core, coreGroup: boolean): ApiResponse {
  const items = allGroups(core)
    .filter(({ group }) => (group === '') === coreGroup)
    .map(({ group, versions }) => ({
      metadata: { ...(group && { name: group }), creationTimestamp: null },
      versions: versions.map((version) => aggregatedVersion(core, group, version)),
    }))
  const document = { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items }
  return respond(document, 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList')
}

function aggregatedVersion(core: Core, group: string, version: string) {
  const remote = core.remoteGroups.find(group, version)
  if (remote && !remote.available) return { version, freshness: 'Stale' }
  const resources = remote?.resources ?? resourcesOf(core, group, version).map(aggregatedResource)
  return { version, resources, freshness: 'Current' }
}

function aggregatedResource(resource: ServedResource) {
  const { type, singular, verbs, shortNames, categories, subresources, custom } = resource
  // Built-in kinds leave group and version to the surrounding entry.
  const responseKind = custom
    ? { group: type.group, version: type.version, kind: type.kind }
    : { group: '', version: '', kind: type.kind }
  return {
    resource: type.plural,
    responseKind,
    scope: type.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs: [...verbs],
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(subresources.size > 0 && {
      subresources: [...subresources.values()].map((sub) => ({
        subresource: sub.name,
        responseKind: { group: sub.group, version: sub.version, kind: sub.kind },
        verbs: [...sub.verbs],
      })),
    }),
  }
}

function legacyDocument(core: Core, path: string): ApiResponse | undefined {
  const [, root, first, second] = path.split('/')
  if (root === 'api') {
    if (!first)
      return respond({
        kind: 'APIVersions',
        versions: ['v1'],
        serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '10.0.0.10:443' }],
      })
    return first === 'v1' ? resourceList(core, '', 'v1') : undefined
  }
  const groups = allGroups(core).filter(({ group }) => group !== '')
  if (!first) return respond({ kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(groupOf) })
  const found = groups.find(({ group }) => group === first)
  if (!found) return undefined
  if (!second) return respond({ kind: 'APIGroup', apiVersion: 'v1', ...groupOf(found) })
  return found.versions.includes(second) ? resourceList(core, first, second) : undefined
}

function groupOf({ group, versions }: { group: string; versions: string[] }) {
  const all = versions.map((version) => ({ groupVersion: `${group}/${version}`, version }))
  return { name: group, versions: all, preferredVersion: all[0] }
}

function resourceList(core: Core, group: string, version: string): ApiResponse {
  const groupVersion = group ? `${group}/${version}` : version
  const resources = resourcesOf(core, group, version).flatMap((resource) => [
    legacyResource(resource),
    ...[...resource.subresources.values()].map((sub) => ({
      name: `${resource.type.plural}/${sub.name}`,
      singularName: '',
      namespaced: resource.type.namespaced,
      ...(sub.group && (sub.group !== group || sub.version !== version) && { group: sub.group, version: sub.version }),
      kind: sub.kind,
      verbs: [...sub.verbs],
    })),
  ])
  return respond({ kind: 'APIResourceList', ...(group && { apiVersion: 'v1' }), groupVersion, resources })
}

function legacyResource({ type, singular, verbs, shortNames, categories, definition }: ServedResource) {
  return {
    name: type.plural,
    singularName: singular,
    namespaced: type.namespaced,
    kind: type.kind,
    verbs: [...verbs],
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(verbs.has('list') && { storageVersionHash: storageVersionHash(definition) }),
  }
}

/** The first eight bytes of a digest of what is stored: clients compare it with itself. */
function storageVersionHash({ type: { group, version, kind }, storageVersion = version }: ResourceDefinition): string {
  const digest = sha256(new TextEncoder().encode(`${group}/${storageVersion}/${kind}`))
  return btoa(String.fromCharCode(...digest.subarray(0, 8)))
}
