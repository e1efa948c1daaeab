import type { APIResource } from '../../resources/generated/types.ts'
import type { DiscoveredResource } from './remote-groups.ts'

/** The resources of an APIResourceList in the form of aggregated discovery; none of what is no such list. */
export function toDiscovered(text: string): DiscoveredResource[] {
  const list = parse(text)
  const [group, version] = list.groupVersion.includes('/') ? list.groupVersion.split('/') : ['', list.groupVersion]
  const kindOf = (resource: APIResource) => ({
    group: resource.group ?? group,
    version: resource.version ?? version,
    kind: resource.kind,
  })
  return list.resources
    .filter(({ name }) => !name.includes('/'))
    .map((resource) => {
      const subresources = list.resources.filter(({ name }) => name.startsWith(`${resource.name}/`))
      return {
        resource: resource.name,
        responseKind: kindOf(resource),
        scope: resource.namespaced ? 'Namespaced' : 'Cluster',
        singularResource: resource.singularName,
        verbs: resource.verbs,
        ...(resource.shortNames && { shortNames: resource.shortNames }),
        ...(resource.categories && { categories: resource.categories }),
        ...(subresources.length > 0 && {
          subresources: subresources.map((sub) => ({
            subresource: sub.name.slice(resource.name.length + 1),
            responseKind: kindOf(sub),
            verbs: sub.verbs,
          })),
        }),
      }
    })
}

function parse(text: string): { groupVersion: string; resources: readonly APIResource[] } {
  try {
    const { groupVersion = '', resources = [] } = JSON.parse(text) as Partial<ReturnType<typeof parse>>
    return { groupVersion, resources }
  } catch {
    // A server that answers with something else serves nothing.
    return { groupVersion: '', resources: [] }
  }
}
