import { defineAction } from '../../define.ts'
import { describe, type DescribeInput, type FilterFields } from '../describe.ts'
import { ec2Errors } from '../errors.ts'
import { viewGroup } from '../security-rules.ts'
import type { SecurityGroup, SecurityGroupRule } from '../model/network.ts'

const rules =
  (isEgress: boolean, field: (rule: SecurityGroupRule) => string | number | undefined) => (group: SecurityGroup) =>
    group.rules.filter((rule) => rule.IsEgress === isEgress).map(field)

const FIELDS: FilterFields<SecurityGroup> = {
  description: (group) => group.Description,
  'egress.ip-permission.cidr': rules(true, (rule) => rule.CidrIpv4),
  'egress.ip-permission.from-port': rules(true, (rule) => rule.FromPort),
  'egress.ip-permission.group-id': rules(true, (rule) => rule.group),
  'egress.ip-permission.protocol': rules(true, (rule) => rule.IpProtocol),
  'egress.ip-permission.to-port': rules(true, (rule) => rule.ToPort),
  'group-id': (group) => group.GroupId,
  'group-name': (group) => group.GroupName,
  'ip-permission.cidr': rules(false, (rule) => rule.CidrIpv4),
  'ip-permission.from-port': rules(false, (rule) => rule.FromPort),
  'ip-permission.group-id': rules(false, (rule) => rule.group),
  'ip-permission.protocol': rules(false, (rule) => rule.IpProtocol),
  'ip-permission.to-port': rules(false, (rule) => rule.ToPort),
  'owner-id': (group) => group.OwnerId,
  'vpc-id': (group) => group.VpcId,
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
export const describeSecurityGroups = defineAction<DescribeInput & { GroupIds?: string[]; GroupNames?: string[] }>({
  name: 'DescribeSecurityGroups',
  handle(call, input) {
    const all = Object.values(call.here.ec2.securityGroups)
    const names = input.GroupNames ?? []
    const unknown = names.find((name) => !all.some((group) => group.GroupName === name))
    if (unknown !== undefined) throw ec2Errors.noSuchGroup(unknown)
    const { items, ...rest } = describe(input, {
      items: all.filter((group) => names.length === 0 || names.includes(group.GroupName)),
      ids: input.GroupIds,
      idOf: (group) => group.GroupId,
      notFound: ec2Errors.noSuchGroup,
      fields: FIELDS,
      tagsOf: (group) => group.Tags,
    })
    return { SecurityGroups: items.map((group) => viewGroup(call, group)), ...rest }
  },
})
