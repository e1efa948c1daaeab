import type { Draft, Node } from '#cluster'
import type { NodeSpec } from '#aws'

/** The Node that the kubelet of an instance registers, with what the cloud controller adds. */
export function nodeObject({ name, instance, labels, taints, capacity, allocatable, ...spec }: NodeSpec): Draft<Node> {
  const addresses = [
    { type: 'InternalIP', address: instance.privateIp },
    ...(instance.publicIp ? [{ type: 'ExternalIP', address: instance.publicIp }] : []),
    { type: 'InternalDNS', address: instance.privateDnsName },
    { type: 'Hostname', address: name },
    ...(instance.publicDnsName ? [{ type: 'ExternalDNS', address: instance.publicDnsName }] : []),
  ]
  return {
    metadata: {
      name,
      labels,
      annotations: {
        'alpha.kubernetes.io/provided-node-ip': instance.privateIp,
        'kwok.x-k8s.io/node': 'fake',
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
    },
    spec: { providerID: instance.providerId, ...(taints.length > 0 && { taints }) },
    status: {
      addresses,
      allocatable: { ...allocatable },
      capacity: { ...capacity },
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        architecture: instance.architecture,
        bootID: '',
        containerRuntimeVersion: spec.containerRuntimeVersion,
        kernelVersion: spec.kernelVersion,
        kubeProxyVersion: '',
        kubeletVersion: spec.kubeletVersion,
        machineID: instance.id.replace(/^i-/, 'ec2').padEnd(32, '0'),
        operatingSystem: 'linux',
        osImage: spec.osImage,
        systemUUID: instance.id.replace(/^i-/, 'ec2'),
      },
    },
  }
}
