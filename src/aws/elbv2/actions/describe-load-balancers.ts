import { defineAction } from '../../define.ts'
import { elbv2Errors } from '../errors.ts'
import { findLoadBalancer } from '../find.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html */
export const describeLoadBalancers = defineAction<PageInput & { LoadBalancerArns?: string[]; Names?: string[] }>({
  name: 'DescribeLoadBalancers',
  handle(call, { LoadBalancerArns, Names, ...input }) {
    const all = Object.values(call.here.elbv2.loadBalancers)
    if (Names?.some((name) => !all.some((balancer) => balancer.LoadBalancerName === name))) {
      throw elbv2Errors.noSuchLoadBalancerNames(Names)
    }
    const found =
      LoadBalancerArns?.map((arn) => findLoadBalancer(call, arn)) ??
      all.filter((balancer) => Names?.includes(balancer.LoadBalancerName) ?? true)
    const { items, ...rest } = page(found, input)
    return { LoadBalancers: items, ...rest }
  },
})
