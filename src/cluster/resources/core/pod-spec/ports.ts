import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkPortName } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { checkPort, requireWord } from '../../shared/rules.ts'

export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'] as const

/** Rules of a container's ports; `errors` stands at `ports`. */
export function validatePorts(ports: readonly types.ContainerPort[], errors: FieldErrors): void {
  const names = new Set<string>()
  for (const [index, { name, containerPort, hostPort, protocol }] of ports.entries()) {
    const at = errors.at(index)
    if (name) {
      const problems = checkPortName(name)
      if (problems.length > 0) for (const problem of problems) at.at('name').invalid(name, problem)
      else if (names.has(name)) at.at('name').duplicate(name)
      else names.add(name)
    }
    if (!containerPort) at.at('containerPort').required()
    else checkPort(containerPort, at.at('containerPort'))
    if (hostPort) checkPort(hostPort, at.at('hostPort'))
    requireWord(protocol, PROTOCOLS, at.at('protocol'))
  }
}

/** No two containers may claim the same port of the node; `errors` stands at the list of containers. */
export function validateHostPorts(containers: readonly types.Container[], errors: FieldErrors): void {
  let claimed: Set<string> | undefined
  for (const [index, { ports }] of containers.entries()) {
    if (!ports) continue
    for (const [portIndex, { hostPort, hostIP = '', protocol }] of ports.entries()) {
      if (!hostPort) continue
      const claim = `${protocol}/${hostIP}/${hostPort}`
      claimed ??= new Set()
      if (claimed.has(claim)) errors.at(index, 'ports', portIndex, 'hostPort').duplicate(claim)
      else claimed.add(claim)
    }
  }
}

/** On the node's network a container's ports are the node's; `errors` stands at the list of containers. */
export function validateHostNetworkPorts(containers: readonly types.Container[], errors: FieldErrors): void {
  for (const [index, { ports = [] }] of containers.entries())
    for (const [portIndex, { containerPort, hostPort }] of ports.entries())
      if (hostPort && hostPort !== containerPort)
        errors
          .at(index, 'ports', portIndex, 'hostPort')
          .invalid(hostPort, 'must match `containerPort` when `hostNetwork` is true')
}
