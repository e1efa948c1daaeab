import { attributesOf } from '../attributes.ts'
import { defineAction } from '../../define.ts'
import { findClassic, type NameInput } from '../find.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeLoadBalancerAttributes.html */
export const describeLoadBalancerAttributes = defineAction<NameInput>({
  name: 'DescribeLoadBalancerAttributes',
  handle(call, input) {
    const { CrossZoneLoadBalancing, ConnectionDraining, ConnectionSettings } = attributesOf(findClassic(call, input))
    return {
      LoadBalancerAttributes: {
        CrossZoneLoadBalancing,
        AccessLog: { Enabled: false },
        ConnectionDraining,
        ConnectionSettings,
        AdditionalAttributes: [{ Key: 'elb.http.desyncmitigationmode', Value: 'defensive' }],
      },
    }
  },
})
