import { attributesOf } from '../attributes.ts'
import { defineAction } from '../../define.ts'
import { elbErrors } from '../errors.ts'
import { findClassic, type NameInput } from '../find.ts'
import type { ClassicAttributes } from '../state.ts'

interface Input extends NameInput {
  LoadBalancerAttributes: Partial<ClassicAttributes> & {
    AccessLog?: { Enabled: boolean }
    AdditionalAttributes?: object
  }
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_ModifyLoadBalancerAttributes.html */
export const modifyLoadBalancerAttributes = defineAction<Input>({
  name: 'ModifyLoadBalancerAttributes',
  handle(call, { LoadBalancerAttributes, ...name }) {
    const { AccessLog, AdditionalAttributes, ...changes } = LoadBalancerAttributes
    if (AccessLog?.Enabled || AdditionalAttributes)
      throw elbErrors.validation(
        'AccessLog and AdditionalAttributes of ModifyLoadBalancerAttributes are not simulated here',
      )
    const balancer = findClassic(call, name)
    balancer.attributes = { ...attributesOf(balancer), ...changes }
    return { LoadBalancerName: balancer.LoadBalancerName, LoadBalancerAttributes: changes }
  },
})
