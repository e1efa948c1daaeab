import { addListener, checkActions } from '../listeners.ts'
import { defineAction } from '../../define.ts'
import { elbv2Errors } from '../errors.ts'
import { findLoadBalancer } from '../find.ts'
import type { Action } from '../state.ts'
import type { Tag } from '../../tags.ts'

interface Input {
  LoadBalancerArn: string
  Protocol?: string
  Port?: number
  SslPolicy?: string
  Certificates?: { CertificateArn?: string }[]
  DefaultActions: Action[]
  Tags?: Tag[]
}

const PROTOCOLS = { application: ['HTTP', 'HTTPS'], network: ['TCP', 'TLS', 'UDP', 'TCP_UDP'] }

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html */
export const createListener = defineAction<Input>({
  name: 'CreateListener',
  unsupported: ['AlpnPolicy', 'MutualAuthentication'],
  handle(call, input) {
    const balancer = findLoadBalancer(call, input.LoadBalancerArn)
    const { Protocol, Port } = input
    if (Protocol === undefined || Port === undefined)
      throw elbv2Errors.validation('A protocol and a port must be specified')
    if (!PROTOCOLS[balancer.Type].includes(Protocol)) throw elbv2Errors.unsupportedProtocol(Protocol, balancer.Type)
    if ((Protocol === 'HTTPS' || Protocol === 'TLS') && !input.Certificates?.length)
      throw elbv2Errors.certificateNeeded()
    const taken = Object.values(call.here.elbv2.listeners).some(
      (listener) => listener.LoadBalancerArn === balancer.LoadBalancerArn && listener.Port === Port,
    )
    if (taken) throw elbv2Errors.listenerExists()
    checkActions(call, input.DefaultActions)
    return { Listeners: [addListener(call, balancer, { ...input, Protocol, Port })] }
  },
})
