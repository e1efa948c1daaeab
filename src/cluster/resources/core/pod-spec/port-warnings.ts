import type * as types from '../../generated/types.ts'

interface Port {
  path: string
  port: types.ContainerPort
}

/** Ports of a pod that get in each other's way, share a name, or name an address for nothing. @param path of the pod's spec. */
export function portWarnings(spec: types.PodSpec, path: string): string[] {
  const ports: Port[] = []
  for (const list of ['initContainers', 'containers'] as const)
    for (const [index, container] of (spec[list] ?? []).entries())
      for (const [at, port] of (container.ports ?? []).entries())
        ports.push({ port, path: `${path}.${list}[${index}].ports[${at}]` })
  const places = ports.flatMap((port, index) => [...uselessAddress(port), ...conflicts(port, ports.slice(0, index))])
  return [...places, ...sameNames(ports)]
}

function uselessAddress({ path, port }: Port): string[] {
  if (!port.hostIP || port.hostPort) return []
  const { name = '', containerPort, protocol, hostIP } = port
  const shown = `{Name:${name} HostPort:0 ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`
  return [`${path}: hostIP set without hostPort: ${shown}`]
}

function conflicts({ path, port }: Port, others: readonly Port[]): string[] {
  return others.flatMap((other) => {
    const how = conflict(port, other.port)
    return how ? [`${path}: ${how} port definition with ${other.path}`] : []
  })
}

function conflict(a: types.ContainerPort, b: types.ContainerPort): string | undefined {
  if (a.containerPort !== b.containerPort || a.protocol !== b.protocol) return undefined
  const [addresses, ports] = [
    [a.hostIP ?? '', b.hostIP ?? ''],
    [a.hostPort ?? 0, b.hostPort ?? 0],
  ] as const
  const samePort = ports[0] === ports[1]
  if (samePort && addresses[0] === addresses[1]) return 'duplicate'
  if (ports.includes(0)) return 'overlapping'
  // One of them takes all addresses.
  return samePort && addresses.includes('') ? 'dangerously ambiguous' : undefined
}

function sameNames(ports: readonly Port[]): string[] {
  return ports.flatMap(({ path, port: { name } }, index) => {
    const first = name ? ports.slice(0, index).find(({ port }) => port.name === name) : undefined
    if (!first) return []
    const effect = `services and probes that select ports by name will use ${first.path}`
    return [`${path}: duplicate port name ${JSON.stringify(name)} with ${first.path}, ${effect}`]
  })
}
