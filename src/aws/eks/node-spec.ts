import { addInterface } from '../ec2/interfaces.ts'
import { findVersion } from './data/versions.ts'
import { freeAddresses, pickAddresses } from '../ec2/networks.ts'
import { INSTANCE_TYPES } from '../ec2/data/instance-types.ts'
import { nodeShape } from './node-shape.ts'
import { publicDnsName } from '../ec2/instances.ts'
import type { Instance } from '../ec2/model/instance.ts'
import type { NodeAbilities } from './node-role.ts'
import type { Nodegroup, NodegroupTaint } from './model/nodegroup.ts'
import type { NodeSpec } from './control-plane-host.ts'
import type { Scope } from '../scope.ts'

const EFFECTS = { NO_SCHEDULE: 'NoSchedule', NO_EXECUTE: 'NoExecute', PREFER_NO_SCHEDULE: 'PreferNoSchedule' } as const

/** Taints as Kubernetes writes them. */
export const nodeTaints = (taints: readonly NodegroupTaint[] | undefined): NodeSpec['taints'] =>
  (taints ?? []).map(({ key = '', value, effect = 'NO_SCHEDULE' }) => ({
    key,
    ...(value !== undefined && value !== '' && { value }),
    effect: EFFECTS[effect],
  }))

/** Everything that an instance of a node group tells its cluster. */
export function nodeSpec(scope: Scope, nodegroup: Nodegroup, instance: Instance, abilities: NodeAbilities): NodeSpec {
  const { region, here } = scope
  const subnet = here.ec2.subnets[instance.SubnetId]!
  const type = INSTANCE_TYPES.get(instance.InstanceType)!
  const disk = here.ec2.volumes[instance.volumes[0]!.VolumeId]
  const publicIp = here.ec2.networkInterfaces[instance.interfaces[0]!]?.PublicIp
  const { node } = findVersion(nodegroup.version)!
  const shape = nodeShape(type, disk?.Size ?? 20)
  return {
    name: instance.PrivateDnsName,
    instance: {
      id: instance.InstanceId,
      type: instance.InstanceType,
      architecture: type.architecture === 'arm64' ? 'arm64' : 'amd64',
      privateIp: instance.PrivateIpAddress,
      privateDnsName: instance.PrivateDnsName,
      ...(publicIp !== undefined && { publicIp, publicDnsName: publicDnsName(region, publicIp) }),
      zone: instance.AvailabilityZone,
      zoneId: subnet.AvailabilityZoneId,
      region,
      subnetId: subnet.SubnetId,
      subnetCidr: subnet.CidrBlock,
      providerId: `aws:///${instance.AvailabilityZone}/${instance.InstanceId}`,
    },
    nodegroup: nodegroup.nodegroupName,
    labels: nodeLabels(scope, nodegroup, instance),
    taints: nodeTaints(nodegroup.taints),
    ...shape,
    podAddresses: podAddresses(scope, instance, shape.maxPods),
    kubeletVersion: node.kubelet,
    osImage: node.osImage,
    kernelVersion: `${node.kernel}.${type.architecture === 'arm64' ? 'aarch64' : 'x86_64'}`,
    containerRuntimeVersion: node.containerd,
    role: { arn: nodegroup.nodeRole, pullImages: abilities.pullImages, manageInterfaces: abilities.manageInterfaces },
  }
}

/** Labels of a node that its kubelet is told: its own, those of EKS and those of the node group. */
export function nodeLabels({ here }: Scope, nodegroup: Nodegroup, instance: Instance): Record<string, string> {
  const arch = instance.Architecture === 'arm64' ? 'arm64' : 'amd64'
  const template =
    nodegroup.launchTemplateId === undefined ? undefined : here.ec2.launchTemplates[nodegroup.launchTemplateId]
  return {
    'beta.kubernetes.io/arch': arch,
    'beta.kubernetes.io/os': 'linux',
    'eks.amazonaws.com/capacityType': nodegroup.capacityType,
    'eks.amazonaws.com/nodegroup': nodegroup.nodegroupName,
    'eks.amazonaws.com/nodegroup-image': instance.ImageId,
    ...(template && {
      'eks.amazonaws.com/sourceLaunchTemplateId': template.LaunchTemplateId,
      'eks.amazonaws.com/sourceLaunchTemplateVersion': String(template.LatestVersionNumber),
    }),
    'kubernetes.io/arch': arch,
    'kubernetes.io/hostname': instance.PrivateDnsName,
    'kubernetes.io/os': 'linux',
    ...nodegroup.labels,
  }
}

/** The addresses that the VPC CNI holds for Pods, on the instance's interfaces.
 *  Differs: all of them from the start, where the CNI adds one interface at a time. */
function podAddresses(scope: Scope, instance: Instance, maxPods: number): string[] {
  const { here } = scope
  const type = INSTANCE_TYPES.get(instance.InstanceType)!
  const subnet = here.ec2.subnets[instance.SubnetId]!
  const held = () => instance.interfaces.flatMap((id) => here.ec2.networkInterfaces[id]?.secondary ?? [])
  const primary = here.ec2.networkInterfaces[instance.interfaces[0]!]!
  const perInterface = type.addressesPerInterface - 1
  if (primary.secondary.length === 0) {
    primary.secondary = pickAddresses(scope, subnet, Math.max(0, Math.min(perInterface, freeAddresses(scope, subnet))))
  }
  while (held().length < maxPods - 2 && freeAddresses(scope, subnet) > 1) {
    const count = Math.min(perInterface + 1, freeAddresses(scope, subnet))
    const card = addInterface(scope, subnet, {
      addresses: pickAddresses(scope, subnet, count),
      groups: primary.groups,
      description: `aws-K8S-${instance.InstanceId}`,
      instanceId: instance.InstanceId,
      deviceIndex: instance.interfaces.length,
      tags: [
        { Key: 'node.k8s.amazonaws.com/instance_id', Value: instance.InstanceId },
        { Key: 'eks:eni:owner', Value: 'amazon-vpc-cni' },
      ],
    })
    instance.interfaces.push(card.NetworkInterfaceId)
  }
  return held()
}
