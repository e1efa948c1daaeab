import * as kinds from '../../resources/generated/kinds.ts'
import type { APIService, CustomResourceDefinition } from '../../resources/generated/types.ts'
import type { KubeObject } from '../../apimachinery/object.ts'
import type { Core } from '../core.ts'
import { create } from '../operations/create.ts'
import { deleteAsServer, serverContext, settle } from '../server-writer.ts'

const MANAGED = 'kube-aggregator.kubernetes.io/automanaged'
const GROUP_PRIORITY = 1000
const VERSION_PRIORITY = 100

/** Keeps one local APIService for each group and version that CustomResourceDefinitions serve. @returns what ends it */
export function startLocalServices(core: Core): () => void {
  const { store, registry } = core
  const services = registry.find(kinds.APIService.group, kinds.APIService.version, kinds.APIService.plural)!
  const { group, version, plural } = kinds.CustomResourceDefinition
  const definitions = registry.find(group, version, plural)!
  const reconcile = () => {
    const wanted = wantedVersions(store.range(definitions.storagePrefix) as Iterable<CustomResourceDefinition>)
    for (const object of store.range(services.storagePrefix) as Iterable<APIService>) {
      const { name, labels } = object.metadata
      if (wanted.delete(name) || labels?.[MANAGED] !== 'true') continue
      deleteAsServer(core, services, object)
    }
    for (const [name, spec] of wanted) {
      const draft = {
        kind: 'APIService',
        apiVersion: services.apiVersion,
        metadata: { name, labels: { [MANAGED]: 'true' } },
        spec: { ...spec, groupPriorityMinimum: GROUP_PRIORITY, versionPriority: VERSION_PRIORITY },
      } as unknown as KubeObject
      settle(core, create(core, serverContext(), services, '', draft))
    }
  }
  reconcile()
  const stops = [definitions, services].map(({ storagePrefix }) =>
    store.watch(storagePrefix, store.revision, reconcile),
  )
  return () => {
    for (const stop of stops) stop()
  }
}

function wantedVersions(
  definitions: Iterable<CustomResourceDefinition>,
): Map<string, { group: string; version: string }> {
  const wanted = new Map<string, { group: string; version: string }>()
  for (const { spec, status } of definitions) {
    const { group } = spec
    if (!status?.conditions?.some(({ type, status: value }) => type === 'Established' && value === 'True')) continue
    for (const { name, served } of spec.versions) if (served) wanted.set(`${name}.${group}`, { group, version: name })
  }
  return wanted
}
