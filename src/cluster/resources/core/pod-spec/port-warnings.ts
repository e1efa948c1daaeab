import type * as types from '../../generated/types.ts'

interface Port {
  path: string
  port: types.ContainerPort
}

/** Ports of a pod that are given twice, or share a name. @param path of the pod's spec. */
export function duplicatePortWarnings(spec: types.PodSpec, path: string): string[] {
  const ports: Port[] = []
  for (const list of ['initContainers', 'containers'] as const)
    for (const [index, container] of (spec[list] ?? []).entries())
      for (const [at, port] of (container.ports ?? []).entries())
        ports.push({ port, path: `${path}.${list}[${index}].ports[${at}]` })
  if (ports.length < 2) return []
  return [...samePorts(ports), ...sameNames(ports)]
}

function samePorts(ports: readonly Port[]): string[] {
  return ports.flatMap(({ path, port }, index) =>
    ports
      .slice(0, index)
      .filter(({ port: other }) => conflict(port, other))
      .map((other) => `${path}: duplicate port definition with ${other.path}`),
  )
}

function conflict(a: types.ContainerPort, b: types.ContainerPort): boolean {
  if (a.containerPort !== b.containerPort || a.protocol !== b.protocol) return false
  if (!a.hostPort || !b.hostPort) return true
  return a.hostPort === b.hostPort && (a.hostIP ?? '') === (b.hostIP ?? '')
}

function sameNames(ports: readonly Port[]): string[] {
  return ports.flatMap(({ path, port: { name } }, index) => {
    const first = name ? ports.slice(0, index).find(({ port }) => port.name === name) : undefined
    if (!first) return []
    const effect = `services and probes that select ports by name will use ${first.path}`
    return [`${path}: duplicate port name ${JSON.stringify(name)} with ${first.path}, ${effect}`]
  })
}
