import { lookUp } from '../dictionary.ts'
import { ec2Errors } from './errors.ts'
import { ec2Id } from './ids.ts'
import { formatCidr, parseCidr } from './cidr.ts'
import { findSecurityGroup } from './find.ts'
import { tagsFor, type TagSpecification } from './tag-specifications.ts'
import type { Scope } from '../scope.ts'
import type { SecurityGroup, SecurityGroupRule } from './model/network.ts'
import type { Tag } from '../tags.ts'

/** A set of rules as requests write them. */
export interface IpPermission {
  IpProtocol?: string
  FromPort?: number
  ToPort?: number
  IpRanges?: { CidrIp?: string; Description?: string }[]
  Ipv6Ranges?: { CidrIpv6?: string; Description?: string }[]
  PrefixListIds?: { PrefixListId?: string; Description?: string }[]
  UserIdGroupPairs?: { GroupId?: string; GroupName?: string; Description?: string }[]
}

/** What the four actions on rules take; the flat members are the old form of one rule. */
export interface RulesInput {
  GroupId?: string
  GroupName?: string
  IpPermissions?: IpPermission[]
  IpProtocol?: string
  FromPort?: number
  ToPort?: number
  CidrIp?: string
  SourceSecurityGroupName?: string
  SecurityGroupRuleIds?: string[]
  TagSpecifications?: TagSpecification[]
}

const PROTOCOLS: Readonly<Record<string, string>> = { all: '-1', '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6' }

/** The single rules that a request describes.
 *  @throws AwsError for protocols, ports and peers that make no sense. */
function rulesOf(scope: Scope, input: RulesInput, isEgress: boolean): SecurityGroupRule[] {
  const flat: IpPermission[] =
    input.IpProtocol === undefined
      ? []
      : [
          {
            IpProtocol: input.IpProtocol,
            ...(input.FromPort !== undefined && { FromPort: input.FromPort }),
            ...(input.ToPort !== undefined && { ToPort: input.ToPort }),
            ...(input.CidrIp !== undefined && { IpRanges: [{ CidrIp: input.CidrIp }] }),
            ...(input.SourceSecurityGroupName !== undefined && {
              UserIdGroupPairs: [{ GroupName: input.SourceSecurityGroupName }],
            }),
          },
        ]
  const permissions = [...(input.IpPermissions ?? []), ...flat]
  if (permissions.length === 0) throw ec2Errors.missing('ipPermissions')
  const tags = tagsFor('security-group-rule', input.TagSpecifications)
  return permissions.flatMap((permission) => expand(scope, permission, isEgress, tags))
}

function expand(scope: Scope, permission: IpPermission, isEgress: boolean, tags: Tag[]): SecurityGroupRule[] {
  const protocol = (permission.IpProtocol ?? '').toLowerCase()
  if (protocol === '') throw ec2Errors.missing('ipProtocol')
  const IpProtocol = lookUp(PROTOCOLS, protocol) ?? protocol
  if (!/^(-1|tcp|udp|icmp|icmpv6|\d{1,3})$/.test(IpProtocol)) {
    throw ec2Errors.invalidValue(`Invalid value '${permission.IpProtocol}' for IP protocol. Unknown protocol.`)
  }
  const [FromPort, ToPort] = portsOf(IpProtocol, permission)
  const base = { IsEgress: isEgress, IpProtocol, FromPort, ToPort, Tags: tags }
  const make = (peer: Partial<SecurityGroupRule>, Description: string | undefined): SecurityGroupRule => ({
    ...base,
    SecurityGroupRuleId: ec2Id(scope.account, 'sgr'),
    ...peer,
    ...(Description !== undefined && { Description }),
  })
  const rules = [
    ...(permission.IpRanges ?? []).map(({ CidrIp = '', Description }) => {
      const cidr = parseCidr(CidrIp)
      if (!cidr) throw ec2Errors.invalidValue(`CIDR block ${CidrIp} is malformed`)
      return make({ CidrIpv4: formatCidr(cidr) }, Description)
    }),
    ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6 = '', Description }) => make({ CidrIpv6 }, Description)),
    ...(permission.PrefixListIds ?? []).map(({ PrefixListId = '', Description }) =>
      make({ PrefixListId }, Description),
    ),
    ...(permission.UserIdGroupPairs ?? []).map(({ GroupId, GroupName, Description }) =>
      make({ group: findSecurityGroup(scope, GroupId, GroupName).GroupId }, Description),
    ),
  ]
  if (rules.length === 0) {
    throw ec2Errors.missing('IpPermissions[0].IpRanges, Ipv6Ranges, PrefixListIds or UserIdGroupPairs')
  }
  return rules
}

function portsOf(protocol: string, { FromPort, ToPort }: IpPermission): [number, number] {
  if (protocol === '-1') return [-1, -1]
  if (protocol === 'tcp' || protocol === 'udp') {
    if (FromPort === undefined || ToPort === undefined) {
      throw ec2Errors.invalidValue('Invalid value for portRange. Must specify both from and to ports with TCP/UDP.')
    }
    if (FromPort < 0 || ToPort > 65_535 || FromPort > ToPort) {
      throw ec2Errors.invalidValue(`Invalid TCP/UDP port range (${FromPort}:${ToPort})`)
    }
  }
  return [FromPort ?? -1, ToPort ?? -1]
}

/** Whether two rules let the same things through. */
const sameRule = (a: SecurityGroupRule, b: SecurityGroupRule): boolean =>
  a.IsEgress === b.IsEgress &&
  describePeer(a) === describePeer(b) &&
  a.IpProtocol === b.IpProtocol &&
  a.FromPort === b.FromPort &&
  a.ToPort === b.ToPort

const describePeer = (rule: SecurityGroupRule) =>
  rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.group ?? ''

/** `peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW` */
function describeRule(rule: SecurityGroupRule): string {
  const ports = rule.IpProtocol === '-1' ? '' : `, from port: ${rule.FromPort}, to port: ${rule.ToPort}`
  return `peer: ${describePeer(rule)}, ${rule.IpProtocol === '-1' ? 'ALL' : rule.IpProtocol.toUpperCase()}${ports}, ALLOW`
}

/** A rule as the API shows it. */
export function viewRule({ account, here, region }: Scope, owner: SecurityGroup, rule: SecurityGroupRule): object {
  const { group, Tags, ...shown } = rule
  return {
    ...shown,
    GroupId: owner.GroupId,
    GroupOwnerId: account.id,
    ...(group !== undefined && {
      ReferencedGroupInfo: { GroupId: group, UserId: account.id, VpcId: here.ec2.securityGroups[group]?.VpcId },
    }),
    ...(Tags.length > 0 && { Tags }),
    SecurityGroupRuleArn: `arn:aws:ec2:${region}:${account.id}:security-group-rule/${rule.SecurityGroupRuleId}`,
  }
}

/** A group as DescribeSecurityGroups shows it: rules gathered by protocol and ports. */
export function viewGroup({ account }: Scope, { rules, Tags, ...group }: SecurityGroup): object {
  const gather = (isEgress: boolean) => {
    const sets = Map.groupBy(
      rules.filter((rule) => rule.IsEgress === isEgress),
      (rule) => `${rule.IpProtocol} ${rule.FromPort} ${rule.ToPort}`,
    )
    return [...sets.values()].map((set) => {
      const { IpProtocol, FromPort, ToPort } = set[0]!
      const described = (rule: SecurityGroupRule) =>
        rule.Description === undefined ? {} : { Description: rule.Description }
      return {
        IpProtocol,
        ...(IpProtocol !== '-1' && { FromPort, ToPort }),
        UserIdGroupPairs: set
          .filter((rule) => rule.group)
          .map((rule) => ({ ...described(rule), UserId: account.id, GroupId: rule.group })),
        IpRanges: set.filter((rule) => rule.CidrIpv4).map((rule) => ({ ...described(rule), CidrIp: rule.CidrIpv4 })),
        Ipv6Ranges: set
          .filter((rule) => rule.CidrIpv6)
          .map((rule) => ({ ...described(rule), CidrIpv6: rule.CidrIpv6 })),
        PrefixListIds: set
          .filter((rule) => rule.PrefixListId)
          .map((rule) => ({ ...described(rule), PrefixListId: rule.PrefixListId })),
      }
    })
  }
  return { ...group, IpPermissions: gather(false), IpPermissionsEgress: gather(true), ...(Tags.length > 0 && { Tags }) }
}

/** Adds rules to a group.
 *  @throws AwsError InvalidPermission.Duplicate. */
export function addRules(scope: Scope, input: RulesInput, isEgress: boolean): object {
  const group = findSecurityGroup(scope, input.GroupId, input.GroupName)
  const rules = rulesOf(scope, input, isEgress)
  for (const rule of rules) {
    if (group.rules.some((existing) => sameRule(existing, rule))) throw ec2Errors.duplicateRule(describeRule(rule))
  }
  group.rules.push(...rules)
  return { Return: true, SecurityGroupRules: rules.map((rule) => viewRule(scope, group, rule)) }
}

/** Takes rules out of a group, by id or by what they say.
 *  @throws AwsError InvalidPermission.NotFound, InvalidSecurityGroupRuleId.NotFound. */
export function removeRules(scope: Scope, input: RulesInput, isEgress: boolean): object {
  const group = findSecurityGroup(scope, input.GroupId, input.GroupName)
  const leaving =
    input.SecurityGroupRuleIds?.map((id) => {
      const rule = group.rules.find((candidate) => candidate.SecurityGroupRuleId === id)
      if (rule?.IsEgress !== isEgress) throw ec2Errors.noSuchRuleId(id)
      return rule
    }) ??
    rulesOf(scope, input, isEgress).map((wanted) => {
      const rule = group.rules.find((candidate) => sameRule(candidate, wanted))
      if (!rule) throw ec2Errors.noSuchRule()
      return rule
    })
  group.rules = group.rules.filter((rule) => !leaving.includes(rule))
  return { Return: true, RevokedSecurityGroupRules: leaving.map((rule) => viewRule(scope, group, rule)) }
}
