import { isReason } from '../../apimachinery/errors.ts'
import { keyOf } from '../../apimachinery/object.ts'
import { Pod, ResourceClaim, ResourceClaimTemplate } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ControllerContext } from '../define-controller.ts'
import { byController } from '../shared/owner-index.ts'
import { isFinished } from '../shared/pods.ts'
import { ensureClaims } from './ensure-claims.ts'
import { releaseClaim } from './release-claim.ts'

const CLAIM = 'claim:'
const POD = 'pod:'

/** Makes the claims that pods ask for by a template, and frees what no pod uses any more. */
export const resourceClaimController = defineController({
  name: 'resourceclaim-controller',
  account: 'resource-claim-controller',
  eventSource: 'resource_claim',
  watches: [
    watch(Pod, ({ type, object }, context) => {
      if (!object.spec?.resourceClaims?.length) return []
      const concerned = claimsOf(object, context).map(({ metadata }) => CLAIM + keyOf({ metadata }))
      return type === 'deleted' || isFinished(object) ? concerned : [POD + keyOf(object), ...concerned]
    }),
    watch(ResourceClaim, ({ type, object }) => (type === 'deleted' ? [] : [CLAIM + keyOf(object)])),
    watch(ResourceClaimTemplate, ({ type, object }, { cache }) =>
      type === 'deleted'
        ? []
        : cache(Pod)
            .list()
            .filter((pod) => namesTemplate(pod, object))
            .map((pod) => POD + keyOf(pod)),
    ),
  ],
  async reconcile(key, context) {
    if (key.startsWith(CLAIM)) {
      const claim = context.cache(ResourceClaim).get(key.slice(CLAIM.length))
      if (claim) await ignoreGone(releaseClaim(claim, context))
      return undefined
    }
    const pod = context.cache(Pod).get(key.slice(POD.length))
    if (pod && !pod.metadata.deletionTimestamp && !isFinished(pod)) await ensureClaims(pod, context)
    return undefined
  },
})

/** The claims that a pod names, and those that were made for it. */
function claimsOf({ metadata, spec }: types.Pod, { cache }: ControllerContext): types.ResourceClaim[] {
  const claims = cache(ResourceClaim)
  const named = (spec?.resourceClaims ?? []).flatMap(({ resourceClaimName }) => {
    const claim = resourceClaimName && claims.get(`${metadata.namespace}/${resourceClaimName}`)
    return claim ? [claim] : []
  })
  return [...named, ...claims.by(byController, metadata.uid)]
}

function namesTemplate(pod: types.Pod, template: types.ResourceClaimTemplate): boolean {
  const { name, namespace } = template.metadata
  return (
    pod.metadata.namespace === namespace &&
    (pod.spec?.resourceClaims?.some(({ resourceClaimTemplateName }) => resourceClaimTemplateName === name) ?? false)
  )
}

async function ignoreGone(write: Promise<void>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}
