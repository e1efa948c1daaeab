import { isReason, StatusError } from '../../apimachinery/errors.ts'
import type { Draft } from '../../apimachinery/object.ts'
import { Deployment, ReplicaSet } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { deepEqual } from '../../apimachinery/deep.ts'
import { controllerReference } from '../shared/claim.ts'
import { isNamespaceTerminating } from '../shared/pod-control.ts'
import { POD_TEMPLATE_HASH, sameTemplate, templateHash } from '../shared/template-hash.ts'
import { replicaSetAnnotations, REVISION, revisionOf, sizeAnnotations } from './annotations.ts'
import { condition, findCondition } from './conditions.ts'
import { isRolling, replicasOf, rolloutBounds, totalSize } from './replica-sets.ts'
import { statusWith, writeStatus, type Rollout } from './rollout.ts'

/** Brings the revision of the current ReplicaSet up to date, here and on the Deployment; makes the ReplicaSet when `create` says so. */
export async function syncCurrent(rollout: Rollout, create: boolean): Promise<void> {
  const { current, old } = rollout.sets
  const revision = Math.max(0, ...old.map(revisionOf)) + 1
  if (current) await adoptRevision(rollout, current, revision)
  else if (create) await createCurrent(rollout, revision)
}

async function adoptRevision(rollout: Rollout, current: types.ReplicaSet, revision: number): Promise<void> {
  const { deployment, context } = rollout
  const annotations = replicaSetAnnotations(deployment.metadata.annotations, current.metadata.annotations, revision)
  const minReadySeconds = deployment.spec?.minReadySeconds ?? 0
  let serving = current
  if (
    !deepEqual(annotations, current.metadata.annotations ?? {}) ||
    (current.spec?.minReadySeconds ?? 0) !== minReadySeconds
  ) {
    const metadata = { ...current.metadata, annotations }
    serving = await context.client.update(ReplicaSet, {
      ...current,
      metadata,
      spec: { ...current.spec!, minReadySeconds },
    })
    rollout.sets = { ...rollout.sets, current: serving }
  }
  const found = `Found new replica set "${current.metadata.name}"`
  const isNews = hasDeadline(deployment) && !findCondition(deployment.status, 'Progressing')
  const news = isNews ? condition('Progressing', 'True', 'FoundNewReplicaSet', found, context.clock.now()) : undefined
  await writeRevision(rollout, serving.metadata.annotations?.[REVISION] ?? String(revision), news)
}

async function createCurrent(rollout: Rollout, revision: number): Promise<void> {
  const { deployment, context } = rollout
  const draft = draftReplicaSet(rollout, revision)
  const { replicas = 0 } = draft.spec!
  let created: types.ReplicaSet
  try {
    created = await context.client.create(ReplicaSet, draft)
  } catch (error) {
    if (isReason(error, 'AlreadyExists')) return resolveCollision(rollout, draft, revision, error)
    if (error instanceof StatusError && !isNamespaceTerminating(error)) await reportFailure(rollout, draft, error)
    throw error
  }
  const { name } = created.metadata
  rollout.sets = { ...rollout.sets, current: created }
  if (replicas > 0)
    context.events.event(
      deployment,
      'Normal',
      'ScalingReplicaSet',
      `Scaled up replica set ${name} from 0 to ${replicas}`,
    )
  const message = `Created new replica set "${name}"`
  const news = condition('Progressing', 'True', 'NewReplicaSetCreated', message, context.clock.now())
  await writeRevision(rollout, String(revision), hasDeadline(deployment) ? news : undefined)
}

function draftReplicaSet({ deployment, sets }: Rollout, revision: number): Draft<types.ReplicaSet> {
  const { metadata, spec, status } = deployment
  const hash = templateHash(spec!.template, status?.collisionCount)
  const labels = { ...spec!.template.metadata?.labels, [POD_TEMPLATE_HASH]: hash }
  const { selector } = spec!
  const replicas = replicasOf(deployment)
  const { maxSurge } = rolloutBounds(deployment)
  const room = replicas + maxSurge - totalSize(sets.old)
  return {
    metadata: {
      // As for any generated name, the hash stays whole when the whole gets too long.
      name: `${metadata.name.slice(0, 253 - hash.length - 1)}-${hash}`,
      namespace: metadata.namespace!,
      labels,
      annotations: {
        ...replicaSetAnnotations(metadata.annotations, undefined, revision),
        ...sizeAnnotations(replicas, replicas + maxSurge),
      },
      ownerReferences: [controllerReference(Deployment, deployment)],
    },
    spec: {
      replicas: isRolling(deployment) ? Math.max(0, Math.min(room, replicas)) : replicas,
      ...(spec!.minReadySeconds && { minReadySeconds: spec!.minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [POD_TEMPLATE_HASH]: hash } },
      template: { ...spec!.template, metadata: { ...spec!.template.metadata, labels } },
    },
  }
}

/** The name is taken: by the ReplicaSet that is wanted, which the cache did not show yet, or by another one, and then a new hash is needed. */
async function resolveCollision(
  rollout: Rollout,
  { metadata, spec }: Draft<types.ReplicaSet>,
  revision: number,
  taken: unknown,
): Promise<void> {
  const { deployment, context } = rollout
  const existing = await context.client.get(ReplicaSet, metadata.name!, { namespace: metadata.namespace! })
  const mine = existing.metadata.ownerReferences?.some(
    ({ controller, uid }) => controller && uid === deployment.metadata.uid,
  )
  if (mine && sameTemplate(existing.spec?.template, spec?.template)) {
    rollout.sets = { ...rollout.sets, current: existing }
    return adoptRevision(rollout, existing, revision)
  }
  const collisionCount = (deployment.status?.collisionCount ?? 0) + 1
  await writeStatus(rollout, { ...deployment.status, collisionCount })
  throw taken
}

async function reportFailure(
  rollout: Rollout,
  { metadata }: Draft<types.ReplicaSet>,
  error: StatusError,
): Promise<void> {
  const { deployment, context } = rollout
  const message = `Failed to create new replica set "${metadata.name}": ${error.message}`
  if (hasDeadline(deployment))
    await writeStatus(
      rollout,
      statusWith(rollout, condition('Progressing', 'False', 'ReplicaSetCreateError', message, context.clock.now())),
    )
  context.events.event(deployment, 'Warning', 'ReplicaSetCreateError', message)
}

async function writeRevision(
  rollout: Rollout,
  revision: string,
  news: types.DeploymentCondition | undefined,
): Promise<void> {
  const { deployment } = rollout
  const { annotations } = deployment.metadata
  if (annotations?.[REVISION] === revision && !news) return
  const status = news ? statusWith(rollout, news) : (deployment.status ?? {})
  await writeStatus(rollout, status, { ...annotations, [REVISION]: revision })
}

/** Whether the Deployment's progress is watched. */
export function hasDeadline({ spec }: types.Deployment): boolean {
  return spec?.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== 0x7fff_ffff
}
