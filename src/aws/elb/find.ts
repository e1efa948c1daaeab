import { elbErrors } from './errors.ts'
import type { ClassicLoadBalancer } from './state.ts'
import type { Scope } from '../scope.ts'

/** What most actions take. */
export interface NameInput {
  LoadBalancerName: string
}

/** @throws AwsError LoadBalancerNotFound. */
export function findClassic({ here }: Scope, { LoadBalancerName }: NameInput): ClassicLoadBalancer {
  const found = here.elb.loadBalancers[LoadBalancerName]
  if (!found) throw elbErrors.noSuchLoadBalancer(LoadBalancerName)
  return found
}

/** The instances as answers list them. */
export const instancesOf = ({ instances }: ClassicLoadBalancer): { InstanceId: string }[] =>
  Object.keys(instances).map((InstanceId) => ({ InstanceId }))
