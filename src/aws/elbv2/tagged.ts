import { findListener, findLoadBalancer, findRule, findTargetGroup } from './find.ts'
import type { Scope } from '../scope.ts'
import type { Tag } from '../tags.ts'

/** Whatever an ARN of Elastic Load Balancing names: all of it has tags.
 *  @throws AwsError with the code of the resource's kind. */
export function findTagged(scope: Scope, arn: string): { tags: Tag[] } {
  if (/:targetgroup\//.test(arn)) return findTargetGroup(scope, arn)
  if (/:listener-rule\//.test(arn)) return findRule(scope, arn)
  if (/:listener\//.test(arn)) return findListener(scope, arn)
  return findLoadBalancer(scope, arn)
}
