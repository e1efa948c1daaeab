import { sha256, toHex } from '#base'
import { publicDnsName, type Account } from '#aws'
import type { InstanceMetadata } from '#cluster'

type Scope = ReturnType<Account['core']['in']>
type Instance = Scope['here']['ec2']['instances'][string]

/** What AWS's cloud controller writes on the Node of an instance. */
export function instanceMetadata({ region, here }: Scope, clusterName: string, instance: Instance): InstanceMetadata {
  const { InstanceId, InstanceType, AvailabilityZone: zone, PrivateDnsName, PrivateIpAddress } = instance
  const publicIp = here.ec2.networkInterfaces[instance.interfaces[0]!]?.PublicIp
  const zoneId = here.ec2.subnets[instance.SubnetId]?.AvailabilityZoneId
  return {
    providerID: `aws:///${zone}/${InstanceId}`,
    instanceType: InstanceType,
    zone,
    region,
    addresses: [
      { type: 'InternalIP', address: PrivateIpAddress },
      ...(publicIp === undefined ? [] : [{ type: 'ExternalIP', address: publicIp }]),
      { type: 'InternalDNS', address: PrivateDnsName },
      { type: 'Hostname', address: PrivateDnsName },
      ...(publicIp === undefined ? [] : [{ type: 'ExternalDNS', address: publicDnsName(region, publicIp) }]),
    ],
    additionalLabels: {
      'k8s.io/cloud-provider-aws': toHex(sha256(new TextEncoder().encode(clusterName))).slice(0, 32),
      ...(zoneId !== undefined && { 'topology.k8s.aws/zone-id': zoneId }),
    },
  }
}
