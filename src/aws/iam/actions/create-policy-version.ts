import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'
import { ownPolicy } from '../policies-of.ts'
import { parsePolicy } from '../policy/document.ts'

const MAX_VERSIONS = 5

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export const createPolicyVersion = defineAction<{ PolicyArn: string; PolicyDocument: string; SetAsDefault?: boolean }>({
  name: 'CreatePolicyVersion',
  resources: (_call, { PolicyArn }) => [PolicyArn],
  handle({ account }, { PolicyArn, PolicyDocument, SetAsDefault }) {
    const policy = ownPolicy(account, PolicyArn)
    parsePolicy(PolicyDocument, 'identity')
    if (policy.versions.length >= MAX_VERSIONS) {
      throw iamErrors.limitExceeded(
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
      )
    }
    const now = account.clock.now()
    const version = { VersionId: `v${policy.next++}`, Document: PolicyDocument, CreateDate: now }
    policy.versions.push(version)
    policy.UpdateDate = now
    if (SetAsDefault) policy.DefaultVersionId = version.VersionId
    return {
      PolicyVersion: { VersionId: version.VersionId, IsDefaultVersion: SetAsDefault ?? false, CreateDate: now },
    }
  },
})
