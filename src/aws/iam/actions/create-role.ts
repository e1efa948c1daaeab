import { defineAction } from '../../define.ts'
import { dictionary } from '../../dictionary.ts'
import { iamErrors } from '../errors.ts'
import { iamId } from '../ids.ts'
import { mergeTags, type Tag } from '../../tags.ts'
import { parsePolicy } from '../policy/document.ts'
import { roleArns, viewRole } from '../roles.ts'
import type { Role } from '../state.ts'

interface Input {
  RoleName: string
  AssumeRolePolicyDocument: string
  Path?: string
  Description?: string
  MaxSessionDuration?: number
  Tags?: Tag[]
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole = defineAction<Input>({
  name: 'CreateRole',
  unsupported: ['PermissionsBoundary'],
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, input) {
    const { roles } = account.state.iam
    const path = input.Path ?? '/'
    if (roles[input.RoleName.toLowerCase()]) throw iamErrors.roleExists(input.RoleName)
    if (path.startsWith('/aws-service-role/'))
      throw iamErrors.validation('Unable to create a role in the reserved path /aws-service-role/')
    parsePolicy(input.AssumeRolePolicyDocument, 'trust')
    const role: Role = {
      RoleName: input.RoleName,
      RoleId: iamId(account, 'AROA'),
      Arn: `arn:aws:iam::${account.id}:role${path}${input.RoleName}`,
      Path: path,
      CreateDate: account.clock.now(),
      AssumeRolePolicyDocument: input.AssumeRolePolicyDocument,
      MaxSessionDuration: input.MaxSessionDuration ?? 3600,
      Tags: mergeTags([], input.Tags),
      attached: [],
      inline: dictionary(),
      ...(input.Description !== undefined && { Description: input.Description }),
    }
    roles[input.RoleName.toLowerCase()] = role
    return { Role: viewRole(role, 'created') }
  },
})
