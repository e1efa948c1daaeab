import type { Draft } from '#cluster'

type Values = Readonly<Record<string, unknown>>

interface Container {
  env?: { name: string; value?: string }[]
  resources?: unknown
}

interface WorkloadSpec {
  replicas?: unknown
  template: { spec: Record<string, unknown> & { containers: [Container, ...Container[]] } }
}

const PLACEMENT = ['affinity', 'nodeSelector', 'tolerations'] as const

/** Objects of an add-on as its configuration wants them: copies, resources and environment of the workload, and where its pods go.
 *  @param name the workload that the values are about. */
export function configure(objects: Draft[], name: string, values: Values): Draft[] {
  return objects.map((object) =>
    object.metadata.name === name && (object.kind === 'Deployment' || object.kind === 'DaemonSet')
      ? ({ ...object, spec: configured((object as unknown as { spec: WorkloadSpec }).spec, values) } as Draft)
      : object,
  )
}

function configured(spec: WorkloadSpec, values: Values): WorkloadSpec {
  const replicas = values['replicaCount'] ?? values['replicas']
  const [first, ...others] = spec.template.spec.containers
  const env = Object.entries((values['env'] ?? {}) as Record<string, string>)
  const kept = (first.env ?? []).filter((one) => !env.some(([key]) => key === one.name))
  const container: Container = {
    ...first,
    ...(values['resources'] !== undefined && { resources: values['resources'] }),
    ...(env.length > 0 && { env: [...kept, ...env.map(([key, value]) => ({ name: key, value }))] }),
  }
  const placed = PLACEMENT.flatMap((key) => (values[key] == null ? [] : [[key, values[key]] as const]))
  return {
    ...spec,
    ...(replicas !== undefined && { replicas }),
    template: {
      ...spec.template,
      spec: { ...spec.template.spec, ...Object.fromEntries(placed), containers: [container, ...others] },
    },
  }
}
