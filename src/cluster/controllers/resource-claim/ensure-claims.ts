import { apiVersionOf } from '../../apimachinery/object.ts'
import { Pod, ResourceClaim, ResourceClaimTemplate } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { byController } from '../shared/owner-index.ts'

const POD_CLAIM_NAME = 'resource.kubernetes.io/pod-claim-name'

/** Makes the claims that a pod's templates stand for, and notes their names in its status. */
export async function ensureClaims(pod: types.Pod, context: ReconcileContext): Promise<void> {
  const { client } = context
  const { name, namespace = '' } = pod.metadata
  const known = new Map((pod.status?.resourceClaimStatuses ?? []).map((status) => [status.name, status]))
  const before = known.size
  for (const entry of pod.spec?.resourceClaims ?? []) {
    if (!entry.resourceClaimTemplateName || known.has(entry.name)) continue
    const claim = await ensureClaim(pod, entry.name, entry.resourceClaimTemplateName, context)
    if (claim) known.set(entry.name, { name: entry.name, resourceClaimName: claim.metadata.name })
  }
  if (known.size === before) return
  const status = { resourceClaimStatuses: [...known.values()] } as never
  await client.patch(Pod, name, { status }, { namespace, type: 'strategic', subresource: 'status' })
}

async function ensureClaim(
  pod: types.Pod,
  entry: string,
  templateName: string,
  { cache, client, events }: ReconcileContext,
): Promise<types.ResourceClaim | undefined> {
  const { name, namespace = '', uid } = pod.metadata
  const made = cache(ResourceClaim)
    .by(byController, uid)
    .find(({ metadata }) => metadata.annotations?.[POD_CLAIM_NAME] === entry)
  if (made) return made
  const template = cache(ResourceClaimTemplate).get(`${namespace}/${templateName}`)
  if (!template) {
    const problem = `resource claim template "${templateName}": resourceclaimtemplate.resource.k8s.io "${templateName}" not found`
    events.event(pod, 'Warning', 'FailedResourceClaimCreation', `PodResourceClaim ${entry}: ${problem}`)
    return undefined
  }
  const { metadata, spec } = template.spec
  return client.create(ResourceClaim, {
    metadata: {
      generateName: `${name}-${entry}-`,
      namespace,
      ...(metadata?.labels && { labels: metadata.labels }),
      annotations: { ...metadata?.annotations, [POD_CLAIM_NAME]: entry },
      ownerReferences: [{ apiVersion: apiVersionOf(Pod), kind: 'Pod', name, uid, controller: true }],
    },
    spec,
  })
}
