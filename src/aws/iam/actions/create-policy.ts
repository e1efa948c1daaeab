import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'
import { iamId } from '../ids.ts'
import { mergeTags, type Tag } from '../../tags.ts'
import { parsePolicy } from '../policy/document.ts'
import { viewPolicy } from '../policies-of.ts'

interface Input {
  PolicyName: string
  PolicyDocument: string
  Path?: string
  Description?: string
  Tags?: Tag[]
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const createPolicy = defineAction<Input>({
  name: 'CreatePolicy',
  resources: ({ account }, { Path = '/', PolicyName }) => [`arn:aws:iam::${account.id}:policy${Path}${PolicyName}`],
  handle({ account }, input) {
    const { policies } = account.state.iam
    const path = input.Path ?? '/'
    const taken = Object.values(policies).some(
      (policy) => policy.PolicyName.toLowerCase() === input.PolicyName.toLowerCase(),
    )
    if (taken) throw iamErrors.policyExists(input.PolicyName)
    parsePolicy(input.PolicyDocument, 'identity')
    const now = account.clock.now()
    const arn = `arn:aws:iam::${account.id}:policy${path}${input.PolicyName}`
    policies[arn] = {
      PolicyName: input.PolicyName,
      PolicyId: iamId(account, 'ANPA'),
      Arn: arn,
      Path: path,
      ...(input.Description !== undefined && { Description: input.Description }),
      DefaultVersionId: 'v1',
      CreateDate: now,
      UpdateDate: now,
      Tags: mergeTags([], input.Tags),
      versions: [{ VersionId: 'v1', Document: input.PolicyDocument, CreateDate: now }],
      next: 2,
    }
    return { Policy: { ...viewPolicy(account, arn), Description: undefined, Tags: input.Tags } }
  },
})
