import type { Service } from '../../resources/generated/types.ts'
import type { Change } from '../../etcd/store.ts'
import type { Telling } from '../story.ts'

const addressesOf = ({ status }: Service) =>
  (status?.loadBalancer?.ingress ?? []).map(({ hostname, ip }) => hostname ?? ip ?? '').join(', ')

const LOOP = 'service-lb-controller'

/** Services: the load balancers that a cloud makes for them. */
export const service: Telling = {
  deed({ object, previous, deleted }: Change) {
    if (deleted || !previous) return undefined
    const addresses = addressesOf(object)
    if (addresses !== '' && addresses !== addressesOf(previous))
      return { verb: 'gave a load balancer to', detail: `: ${addresses}` }
    return undefined
  },
  endings(object, { stopped }) {
    const { metadata, spec } = object as Service
    if (spec?.type !== 'LoadBalancer' || spec.loadBalancerClass) return []
    if (addressesOf(object) !== '' && !metadata.deletionTimestamp) return []
    if (stopped('cloud-controller-manager'))
      return [{ who: 'cloud-controller-manager', what: 'is stopped; nobody sees to the load balancer', state: 'waits' }]
    const what = metadata.deletionTimestamp
      ? 'waits until the load balancer is gone'
      : 'waits for the load balancer of the cloud'
    return [{ who: LOOP, what, state: 'waits' }]
  },
}
