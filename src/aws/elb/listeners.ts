import { elbErrors } from './errors.ts'
import type { ClassicListener } from './state.ts'

/** A listener as it is asked for. */
export interface ListenerInput {
  Protocol: string
  LoadBalancerPort: number
  InstanceProtocol?: string
  InstancePort: number
  SSLCertificateId?: string
}

const PROTOCOLS = ['HTTP', 'HTTPS', 'TCP', 'SSL']

/** @throws AwsError ValidationError. */
export function readListener({ Protocol, InstanceProtocol, ...rest }: ListenerInput): ClassicListener {
  const protocol = Protocol.toUpperCase()
  if (!PROTOCOLS.includes(protocol))
    throw elbErrors.validation(`Invalid listener protocol '${Protocol}'; it must be one of ${PROTOCOLS.join(', ')}`)
  const plain = protocol === 'HTTPS' ? 'HTTP' : protocol === 'SSL' ? 'TCP' : protocol
  if (plain !== protocol && rest.SSLCertificateId === undefined)
    throw elbErrors.validation(`A certificate must be specified for ${protocol} listeners`)
  return { Protocol: protocol, InstanceProtocol: InstanceProtocol?.toUpperCase() ?? plain, ...rest }
}

/** The listeners with more of them.
 *  @throws AwsError DuplicateListener when a port leads elsewhere already. */
export function withListeners(
  name: string,
  existing: readonly ClassicListener[],
  added: readonly ListenerInput[],
): ClassicListener[] {
  const listeners = [...existing]
  for (const listener of added.map(readListener)) {
    const known = listeners.find(({ LoadBalancerPort }) => LoadBalancerPort === listener.LoadBalancerPort)
    if (!known) listeners.push(listener)
    else if (known.InstancePort !== listener.InstancePort || known.Protocol !== listener.Protocol)
      throw elbErrors.listenerExists(name, listener.LoadBalancerPort)
  }
  return listeners
}
