import type { AutoScalingGroup } from './state.ts'
import type { Scope } from '../scope.ts'

/** A group as DescribeAutoScalingGroups shows it. */
export function viewAutoScalingGroup({ here }: Scope, group: AutoScalingGroup): object {
  const template = here.ec2.launchTemplates[group.launchTemplate.id]
  const specification = {
    LaunchTemplateId: group.launchTemplate.id,
    LaunchTemplateName: template?.LaunchTemplateName,
    Version: group.launchTemplate.version,
  }
  return {
    ...group,
    ...(group.mixed
      ? {
          MixedInstancesPolicy: {
            LaunchTemplate: {
              LaunchTemplateSpecification: specification,
              Overrides: group.instanceTypes.map((InstanceType) => ({ InstanceType })),
            },
            InstancesDistribution: {
              OnDemandAllocationStrategy: 'prioritized',
              OnDemandBaseCapacity: 0,
              OnDemandPercentageAboveBaseCapacity: group.spot ? 0 : 100,
              SpotAllocationStrategy: group.spot ? 'price-capacity-optimized' : 'lowest-price',
              ...(!group.spot && { SpotInstancePools: 2 }),
            },
          },
        }
      : { LaunchTemplate: specification }),
    VPCZoneIdentifier: group.subnetIds.join(','),
    LoadBalancerNames: [],
    Instances: group.instances,
    SuspendedProcesses: group.suspended.map((ProcessName) => ({
      ProcessName,
      SuspensionReason: 'User suspended at the request of a user',
    })),
    EnabledMetrics: [],
    Tags: viewTags(group),
    ...(group.deleting && { Status: 'Delete in progress' }),
    TrafficSources: [],
  }
}

/** The tags of a group, each with the group's name. */
const viewTags = (group: AutoScalingGroup): object[] =>
  group.tags.map((tag) => ({
    ResourceId: group.AutoScalingGroupName,
    ResourceType: 'auto-scaling-group',
    Key: tag.Key,
    Value: tag.Value,
    PropagateAtLaunch: tag.PropagateAtLaunch,
  }))
