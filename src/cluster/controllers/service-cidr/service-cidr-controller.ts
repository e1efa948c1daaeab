import { toSeconds } from '#base'
import { IPAddress, ServiceCIDR } from '../../resources/generated/kinds.ts'
import { contains, parseCidr, parseIp } from '../../resources/shared/ip.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { protect } from '../shared/protection.ts'

const FINALIZER = 'networking.k8s.io/service-cidr-finalizer'
const CHECK_MS = 10_000

/** Declares ranges of Service addresses ready, and keeps them as long as addresses of theirs are taken. */
export const serviceCidrController = defineController({
  name: 'service-cidr-controller',
  account: 'service-cidrs-controller',
  watches: [
    watch(ServiceCIDR, ({ type, object }) => (type === 'deleted' ? [] : [object.metadata.name])),
    watch(IPAddress, ({ type }, { cache }) =>
      type === 'deleted'
        ? cache(ServiceCIDR)
            .list()
            .filter(({ metadata }) => metadata.deletionTimestamp)
            .map(({ metadata }) => metadata.name)
        : [],
    ),
  ],
  async reconcile(name, context) {
    const range = context.cache(ServiceCIDR).get(name)
    if (!range) return undefined
    const { client, cache } = context
    if (!range.metadata.deletionTimestamp) {
      if (!range.metadata.finalizers?.includes(FINALIZER))
        await protect(client, ServiceCIDR, range, FINALIZER, () => false)
      else await setReady(range, 'True', '', 'Kubernetes Service CIDR is ready', context)
      return undefined
    }
    const isUsed = () =>
      cache(IPAddress)
        .list()
        .some(({ metadata }) => range.spec?.cidrs?.some((cidr) => includes(cidr, metadata.name)))
    if (isUsed())
      await setReady(
        range,
        'False',
        'Terminating',
        'There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR',
        context,
      )
    await protect(client, ServiceCIDR, range, FINALIZER, isUsed)
    return isUsed() ? CHECK_MS : undefined
  },
})

async function setReady(
  range: types.ServiceCIDR,
  status: string,
  reason: string,
  message: string,
  { client, clock }: ReconcileContext,
): Promise<void> {
  const before = range.status?.conditions?.find(({ type }) => type === 'Ready')
  if (before?.status === status && before.message === message) return
  const lastTransitionTime = before?.status === status ? before.lastTransitionTime : toSeconds(clock.now())
  const others = range.status?.conditions?.filter((one) => one !== before) ?? []
  const conditions = [...others, { type: 'Ready', status, lastTransitionTime, reason, message }]
  await client.update(ServiceCIDR, { ...range, status: { conditions } }, { subresource: 'status' })
}

function includes(cidr: string, address: string): boolean {
  const range = parseCidr(cidr)
  const ip = parseIp(address)
  return range !== undefined && ip !== undefined && contains(range, ip)
}
