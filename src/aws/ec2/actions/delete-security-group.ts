import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findSecurityGroup } from '../find.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html */
export const deleteSecurityGroup = defineAction<{ GroupId?: string; GroupName?: string }>({
  name: 'DeleteSecurityGroup',
  handle(call, { GroupId, GroupName }) {
    const { ec2 } = call.here
    const group = findSecurityGroup(call, GroupId, GroupName)
    if (group.GroupName === 'default') {
      throw ec2Errors.cannotDelete(
        `the specified group: "${group.GroupId}" name: "default" cannot be deleted by a user`,
      )
    }
    const used = Object.values(ec2.networkInterfaces).some((card) => card.groups.includes(group.GroupId))
    const referred = Object.values(ec2.securityGroups).some(
      (other) => other !== group && other.rules.some((rule) => rule.group === group.GroupId),
    )
    if (used || referred) throw ec2Errors.dependentObject(group.GroupId)
    delete ec2.securityGroups[group.GroupId]
    return { Return: true, GroupId: group.GroupId }
  },
})
