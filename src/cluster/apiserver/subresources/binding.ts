import { toSeconds } from '#base'
import { badRequest, conflict, StatusError } from '../../apimachinery/errors.ts'
import { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { Draft, KubeObject } from '../../apimachinery/object.ts'
import type { Binding, Pod, PodCondition } from '../../resources/generated/types.ts'
import { topologyLabels } from '../admission/pod-topology-labels.ts'
import type { Core, RequestContext, SubresourceHandler, SubresourceTarget } from '../core.ts'
import { admitBrought } from '../operations/admitted.ts'
import { update } from '../operations/update.ts'

/** `pods/binding`: how the scheduler puts a Pod on a node. */
export const binding: SubresourceHandler = {
  async create(core, context, target, body) {
    // `bindings` themselves name the Pod in the object alone.
    const name = target.name || (body.metadata.name ?? '')
    if ((body.metadata.name ?? '') !== name) throw badRequest('name in URL does not match name in Binding object')
    const subresource = target.name ? 'binding' : ''
    await admitBrought(core, context, { ...target, name, subresource }, body as KubeObject)
    const resource = core.registry.findKind('v1', 'Pod')!
    await bind(core, context, { ...target, name, resource }, body as Draft<Binding>)
    return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 } as unknown as KubeObject
  },
}

async function bind(
  core: Core,
  context: RequestContext,
  { resource, namespace, name }: SubresourceTarget,
  body: Draft<Binding>,
) {
  checkTarget(body)
  const nodeName = body.target.name!
  const transform = (current: KubeObject | undefined) => {
    const pod = current as Pod
    const refuse = (detail: string) => conflict({ group: '', plural: 'pods/binding' }, name, detail)
    const { uid, resourceVersion } = body.metadata
    if (uid && uid !== pod.metadata.uid)
      throw refuse(`Precondition failed: UID in precondition: ${uid}, UID in object meta: ${pod.metadata.uid}`)
    if (resourceVersion && resourceVersion !== pod.metadata.resourceVersion)
      throw refuse(
        `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${pod.metadata.resourceVersion}`,
      )
    if (pod.metadata.deletionTimestamp) throw refuse(`pod ${name} is being deleted, cannot be assigned to a host`)
    if (pod.spec!.nodeName)
      throw refuse(`pod ${name} is already assigned to node ${JSON.stringify(pod.spec!.nodeName)}`)
    if (pod.spec!.schedulingGates?.length) throw refuse(`pod ${name} has non-empty .spec.schedulingGates`)
    return bound(core, pod, nodeName, body.metadata)
  }
  await update(core, context, resource, { namespace, name, subresource: 'binding' }, transform, { byServer: true })
}

/** The Pod on its node; it shares with the unbound one all that stays. */
function bound(core: Core, pod: Pod, nodeName: string, { annotations, labels }: Draft<Binding>['metadata']): Pod {
  const metadata = { ...pod.metadata }
  if (labels) metadata.labels = { ...metadata.labels, ...labels }
  if (annotations) metadata.annotations = { ...metadata.annotations, ...annotations }
  const topology = topologyLabels(core.admissionContext, nodeName)
  if (Object.keys(topology).length > 0) metadata.labels = { ...metadata.labels, ...topology }
  const conditions = [...(pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled'), scheduled(core)]
  // A nomination has served its purpose.
  const { nominatedNodeName: _nominated, ...status } = pod.status ?? {}
  return { ...pod, metadata, spec: { ...pod.spec!, nodeName }, status: { ...status, conditions } }
}

function checkTarget({ target }: Draft<Binding>): void {
  const errors = new FieldErrors('target')
  if (target?.kind && target.kind !== 'Node') errors.at('kind').notSupported(target.kind, ['Node', '<empty>'])
  if (!target?.name) errors.at('name').required()
  // Verbatim: the server takes these for its own failures.
  const [first] = errors.list
  if (first) throw new StatusError(500, '', `${first.field}: ${first.message}`)
}

function scheduled(core: Core): PodCondition {
  return {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null as unknown as string,
    lastTransitionTime: toSeconds(core.clock.now()),
  }
}
