import { CONTAINER_POLICIES } from './containers.ts'
import { GENERAL_POLICIES } from './general.ts'
import { SERVICE_LINKED_POLICIES } from './service-linked.ts'
import type { AwsManagedPolicy } from './managed-policy.ts'

/** All policies of AWS that this account knows, by ARN. Differs: AWS has some 1,400. */
export const AWS_MANAGED_POLICIES: ReadonlyMap<string, AwsManagedPolicy> = new Map(
  [...GENERAL_POLICIES, ...CONTAINER_POLICIES, ...SERVICE_LINKED_POLICIES].map((policy) => [policy.arn, policy]),
)
