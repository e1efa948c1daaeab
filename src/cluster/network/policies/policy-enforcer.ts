import type { Lister } from '../../client/object-cache.ts'
import type * as types from '../../resources/generated/types.ts'
import type { NetworkStack } from '../network-stack.ts'
import type { NetworkPolicies, Packet } from './packet.ts'
import { isolates, permits, type Peer, type PolicyDirection, type TargetPort } from './policy-rules.ts'

/** What the policies of a cluster are read from. */
export interface PolicySources {
  policies: Lister<types.NetworkPolicy>
  namespaces: Lister<types.Namespace>
}

/**
 * NetworkPolicy as a network plugin enforces it: at the sender's node and at the receiver's, each only where the node enforces at all. Pods of the
 * host's network are nodes to it, and a pod's own node always reaches it.
 */
export class PolicyEnforcer implements NetworkPolicies {
  readonly #sources: PolicySources

  constructor(sources: PolicySources) {
    this.#sources = sources
  }

  allows({ from, to, transport, port, sourceIp }: Packet): boolean {
    if (from === to) return true
    const sender = sourceIp === from.ip ? this.#peer(from) : { ip: sourceIp }
    const target = { transport, port, pod: to.pod?.() }
    return (
      this.#passes('Egress', from, this.#peer(to), target, to.ip) &&
      this.#passes('Ingress', to, sender, target, sourceIp)
    )
  }

  #passes(direction: PolicyDirection, subject: NetworkStack, peer: Peer, target: TargetPort, peerIp: string): boolean {
    const pod = subject.pod?.()
    if (!pod || !subject.node?.enforcesPolicies || peerIp === subject.node.stack.ip) return true
    const policies = this.#sources.policies
      .list(pod.metadata.namespace)
      .filter((policy) => isolates(policy, pod, direction))
    return policies.length === 0 || policies.some((policy) => permits(policy, direction, peer, target))
  }

  #peer({ ip, pod: own }: NetworkStack): Peer {
    const pod = own?.()
    if (!pod) return { ip }
    return { ip, pod, namespaceLabels: this.#sources.namespaces.get(pod.metadata.namespace!)?.metadata.labels }
  }
}
