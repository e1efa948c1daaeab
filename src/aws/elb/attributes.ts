import type { ClassicAttributes, ClassicLoadBalancer } from './state.ts'

/** What a load balancer has, changed or from the start. */
export const attributesOf = ({ attributes }: ClassicLoadBalancer): ClassicAttributes => ({
  CrossZoneLoadBalancing: { Enabled: false },
  ConnectionDraining: { Enabled: false, Timeout: 300 },
  ConnectionSettings: { IdleTimeout: 60 },
  ...attributes,
})
