import { defineAction } from '../../define.ts'
import { ensureServiceLinkedRole, SERVICE_LINKED_ROLES } from '../service-linked-roles.ts'
import { lookUp } from '../../dictionary.ts'
import { iamErrors } from '../errors.ts'
import { viewRole } from '../roles.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html */
export const createServiceLinkedRole = defineAction<{ AWSServiceName: string }>({
  name: 'CreateServiceLinkedRole',
  unsupported: ['CustomSuffix'],
  handle({ account }, { AWSServiceName }) {
    const known = lookUp(SERVICE_LINKED_ROLES, AWSServiceName)
    if (!known) throw iamErrors.notServicePrincipal(AWSServiceName)
    if (account.state.iam.roles[known.roleName.toLowerCase()]) throw iamErrors.serviceRoleTaken(known.roleName)
    return { Role: viewRole(ensureServiceLinkedRole(account, AWSServiceName), 'created') }
  },
})
