import { checkName } from '../names.ts'
import { defaultTargetGroupAttributes } from '../attributes.ts'
import { defineAction } from '../../define.ts'
import { elbv2Errors } from '../errors.ts'
import { mergeTags, type Tag } from '../../tags.ts'
import { viewTargetGroup } from './describe-target-groups.ts'
import type { TargetGroup } from '../state.ts'

interface Input {
  Name: string
  Protocol?: string
  ProtocolVersion?: string
  Port?: number
  VpcId?: string
  HealthCheckProtocol?: string
  HealthCheckPort?: string
  HealthCheckEnabled?: boolean
  HealthCheckPath?: string
  HealthCheckIntervalSeconds?: number
  HealthCheckTimeoutSeconds?: number
  HealthyThresholdCount?: number
  UnhealthyThresholdCount?: number
  Matcher?: { HttpCode?: string; GrpcCode?: string }
  TargetType?: string
  IpAddressType?: string
  Tags?: Tag[]
}

const HTTP = ['HTTP', 'HTTPS']

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
export const createTargetGroup = defineAction<Input>({
  name: 'CreateTargetGroup',
  unsupported: ['TargetControlPort'],
  handle(call, input) {
    const { account, region, here } = call
    checkName('Target group', input.Name)
    const targetType = input.TargetType ?? 'instance'
    if (targetType !== 'instance' && targetType !== 'ip') {
      throw elbv2Errors.invalidConfiguration(`Target groups of type '${targetType}' are not simulated here.`)
    }
    if (input.Protocol === undefined) throw elbv2Errors.validation('A protocol must be specified')
    if (input.Port === undefined) throw elbv2Errors.validation('A port must be specified')
    if (input.VpcId === undefined) throw elbv2Errors.validation('A VPC ID must be specified')
    if (!here.ec2.vpcs[input.VpcId]) throw elbv2Errors.validation(`The VPC ID '${input.VpcId}' is not found`)
    const taken = Object.values(here.elbv2.targetGroups).find((group) => group.TargetGroupName === input.Name)
    if (taken) {
      if (taken.Port === input.Port && taken.Protocol === input.Protocol && taken.VpcId === input.VpcId)
        return { TargetGroups: [viewTargetGroup(call, taken)] }
      throw elbv2Errors.targetGroupExists(input.Name)
    }
    const checkProtocol = input.HealthCheckProtocol ?? (HTTP.includes(input.Protocol) ? input.Protocol : 'TCP')
    const httpCheck = HTTP.includes(checkProtocol)
    const group: TargetGroup = {
      TargetGroupArn: `arn:aws:elasticloadbalancing:${region}:${account.id}:targetgroup/${input.Name}/${account.ids.hex(16)}`,
      TargetGroupName: input.Name,
      Protocol: input.Protocol,
      Port: input.Port,
      VpcId: input.VpcId,
      HealthCheckProtocol: checkProtocol,
      HealthCheckPort: input.HealthCheckPort ?? 'traffic-port',
      HealthCheckEnabled: input.HealthCheckEnabled ?? true,
      HealthCheckIntervalSeconds: input.HealthCheckIntervalSeconds ?? 30,
      HealthCheckTimeoutSeconds:
        input.HealthCheckTimeoutSeconds ?? (HTTP.includes(input.Protocol) ? 5 : httpCheck ? 6 : 10),
      HealthyThresholdCount: input.HealthyThresholdCount ?? 5,
      UnhealthyThresholdCount: input.UnhealthyThresholdCount ?? 2,
      ...(httpCheck && {
        HealthCheckPath: input.HealthCheckPath ?? '/',
        Matcher: input.Matcher ?? { HttpCode: '200' },
      }),
      TargetType: targetType,
      ...(HTTP.includes(input.Protocol) && { ProtocolVersion: input.ProtocolVersion ?? 'HTTP1' }),
      IpAddressType: input.IpAddressType ?? 'ipv4',
      attributes: defaultTargetGroupAttributes(),
      tags: mergeTags([], input.Tags),
      targets: [],
    }
    here.elbv2.targetGroups[group.TargetGroupArn] = group
    return { TargetGroups: [viewTargetGroup(call, group)] }
  },
})
