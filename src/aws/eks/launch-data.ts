import { eksImage, type AmiType } from '../ec2/images.ts'
import { findTemplateVersion } from '../ec2/launch-templates.ts'
import { findVersion } from './data/versions.ts'
import { iamId } from '../iam/ids.ts'
import { ROOT_DISK_GB } from '../ec2/root-disk.ts'
import { roleOfArn } from '../iam/roles.ts'
import type { Cluster } from './model/cluster.ts'
import type { InstanceProfile } from '../iam/state.ts'
import type { LaunchTemplateData } from '../ec2/model/launch-template.ts'
import type { Nodegroup } from './model/nodegroup.ts'
import type { Scope } from '../scope.ts'

/** What the nodes of a group are launched from: the author's own template with what EKS adds. */
export function launchData(scope: Scope, cluster: Cluster, nodegroup: Nodegroup): LaunchTemplateData {
  const { region } = scope
  const own = nodegroup.launchTemplate
  const base = own ? findTemplateVersion(scope, own.id, own.name, own.version).version.LaunchTemplateData : {}
  const image = eksImage(region, findVersion(nodegroup.version)!, nodegroup.amiType as AmiType)
  return {
    ...base,
    IamInstanceProfile: { Name: instanceProfile(scope, nodegroup).InstanceProfileName },
    ImageId: image.id,
    SecurityGroupIds: base.SecurityGroupIds ??
      base.NetworkInterfaces?.[0]?.Groups ?? [cluster.resourcesVpcConfig.clusterSecurityGroupId!],
    BlockDeviceMappings: base.BlockDeviceMappings ?? [
      { DeviceName: '/dev/xvda', Ebs: { VolumeSize: nodegroup.diskSize ?? ROOT_DISK_GB, VolumeType: 'gp3' } },
    ],
    MetadataOptions: { HttpPutResponseHopLimit: 2 },
    ...(nodegroup.remoteAccess?.ec2SshKey !== undefined && { KeyName: nodegroup.remoteAccess.ec2SshKey }),
    TagSpecifications: [
      {
        ResourceType: 'instance',
        Tags: [
          { Key: 'eks:cluster-name', Value: cluster.name },
          { Key: 'eks:nodegroup-name', Value: nodegroup.nodegroupName },
          { Key: 'aws:eks:cluster-name', Value: cluster.name },
          ...(base.TagSpecifications?.find((spec) => spec.ResourceType === 'instance')?.Tags ?? []),
        ],
      },
    ],
  }
}

function instanceProfile({ account }: Scope, nodegroup: Nodegroup): InstanceProfile {
  const name = `eks-${nodegroup.uuid}`
  const role = roleOfArn(account, nodegroup.nodeRole)
  return (account.state.iam.instanceProfiles[name] ??= {
    InstanceProfileName: name,
    InstanceProfileId: iamId(account, 'AIPA'),
    Arn: `arn:aws:iam::${account.id}:instance-profile/${name}`,
    Path: '/',
    CreateDate: account.clock.now(),
    Tags: [],
    ...(role && { roleName: role.RoleName }),
  })
}
