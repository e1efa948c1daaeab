import { FieldManager, type FieldWrite } from '../apimachinery/apply/field-manager.ts'
import type { KubeObject } from '../apimachinery/object.ts'
import type { Core, RequestContext } from './core.ts'
import type { ServedResource } from './served-resource.ts'

/** What the owners of fields depend on. */
type FieldContext = Pick<Core, 'definitions' | 'clock'>

const managers = new WeakMap<ServedResource, Map<string, FieldManager>>()

/** Who keeps track of the owners of fields that are written by one endpoint of a resource. */
export function fieldManagerOf(core: FieldContext, resource: ServedResource, subresource: string): FieldManager {
  let byEndpoint = managers.get(resource)
  if (!byEndpoint) managers.set(resource, (byEndpoint = new Map()))
  let manager = byEndpoint.get(subresource)
  if (!manager) {
    manager = new FieldManager(resource.schema, core.definitions, ignoredFields(resource, subresource))
    byEndpoint.set(subresource, manager)
  }
  return manager
}

/** What an endpoint does not write, nobody owns by it. */
function ignoredFields(resource: ServedResource, subresource: string): string[] {
  if (!resource.subresources.has('status')) return []
  const { clientsOwnNoSpec, statusKeepsMetadata, statusOwnsAll } = resource.definition
  if (subresource !== 'status') return clientsOwnNoSpec ? ['spec', 'status'] : ['status']
  if (statusOwnsAll) return []
  if (statusKeepsMetadata === 'all') return ['spec', 'metadata']
  return statusKeepsMetadata === 'labels' ? ['spec', 'metadata.labels'] : ['spec']
}

/** The write behind a request. */
export function fieldWrite(
  core: FieldContext,
  resource: ServedResource,
  context: Pick<RequestContext, 'fieldManager'>,
  subresource: string,
): FieldWrite {
  return { manager: context.fieldManager, apiVersion: resource.apiVersion, subresource, now: core.clock.now() }
}

/** Records who owns the fields that this write changes, in `wanted.metadata.managedFields`. */
export function setManagedFields(
  core: FieldContext,
  resource: ServedResource,
  current: KubeObject | undefined,
  wanted: KubeObject,
  context: Pick<RequestContext, 'fieldManager'>,
  subresource = '',
): void {
  const manager = fieldManagerOf(core, resource, subresource)
  const fields = manager.update(current, wanted, fieldWrite(core, resource, context, subresource))
  if (fields) wanted.metadata.managedFields = fields
  else delete wanted.metadata.managedFields
}
