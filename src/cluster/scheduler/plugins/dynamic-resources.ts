import { refuseForGood, type SchedulerPlugin } from '../plugin.ts'

/** Differs: claims are looked up but devices are not allocated, so a pod with claims waits. */
export const dynamicResources: SchedulerPlugin = {
  name: 'DynamicResources',
  wakesOn: ['pod-changed'],
  preFilter({ pod }) {
    const claims = pod.spec!.resourceClaims
    if (!claims?.length) return 'skip'
    const { name, resourceClaimName } = claims[0]!
    return refuseForGood(
      resourceClaimName
        ? `waiting for resourceclaim ${resourceClaimName}: this scheduler allocates no devices`
        : `waiting for resourceclaim of ${name}: this scheduler allocates no devices`,
    )
  },
}
