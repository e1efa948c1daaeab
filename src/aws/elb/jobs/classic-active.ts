import { defineJob } from '../../define.ts'

/** A classic load balancer has its machines and its name. */
export const classicActive = defineJob<{ name: string; createdMs: number }>({
  name: 'elb.classic-active',
  run({ here }, { name, createdMs }) {
    const balancer = here.elb.loadBalancers[name]
    // One of the same name may have been made since.
    if (balancer?.CreatedTime === createdMs) balancer.isActive = true
  },
})
