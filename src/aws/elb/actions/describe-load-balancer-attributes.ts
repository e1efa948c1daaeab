import { defineAction } from '../../define.ts'
import { findClassic, type NameInput } from '../find.ts'

/** What a new load balancer has; nothing here changes it.
 *  @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeLoadBalancerAttributes.html */
export const describeLoadBalancerAttributes = defineAction<NameInput>({
  name: 'DescribeLoadBalancerAttributes',
  handle(call, input) {
    findClassic(call, input)
    return {
      LoadBalancerAttributes: {
        CrossZoneLoadBalancing: { Enabled: false },
        AccessLog: { Enabled: false },
        ConnectionDraining: { Enabled: false, Timeout: 300 },
        ConnectionSettings: { IdleTimeout: 60 },
        AdditionalAttributes: [{ Key: 'elb.http.desyncmitigationmode', Value: 'defensive' }],
      },
    }
  },
})
