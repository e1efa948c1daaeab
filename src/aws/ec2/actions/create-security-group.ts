import { addSecurityGroup } from '../networks.ts'
import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findVpc } from '../find.ts'
import { tagsFor, type TagSpecification } from '../tag-specifications.ts'

interface Input {
  GroupName: string
  Description: string
  VpcId?: string
  TagSpecifications?: TagSpecification[]
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
export const createSecurityGroup = defineAction<Input>({
  name: 'CreateSecurityGroup',
  handle(call, { GroupName, Description, VpcId, TagSpecifications }) {
    const { ec2 } = call.here
    const vpcId = VpcId ?? Object.values(ec2.vpcs).find((vpc) => vpc.IsDefault)?.VpcId
    if (vpcId === undefined) throw ec2Errors.noDefaultVpc()
    findVpc(call, vpcId)
    if (GroupName.startsWith('sg-')) {
      throw ec2Errors.invalidValue('Invalid value for parameter groupName. Group names may not be in the format sg-*.')
    }
    if (GroupName === 'default') throw ec2Errors.reservedGroup()
    const tags = tagsFor('security-group', TagSpecifications)
    const taken = Object.values(ec2.securityGroups).some(
      (group) => group.VpcId === vpcId && group.GroupName === GroupName,
    )
    if (taken) throw ec2Errors.groupExists(GroupName, vpcId)
    const group = addSecurityGroup(call, vpcId, GroupName, Description, tags)
    return {
      GroupId: group.GroupId,
      ...(tags.length > 0 && { Tags: tags }),
      SecurityGroupArn: group.SecurityGroupArn,
    }
  },
})
