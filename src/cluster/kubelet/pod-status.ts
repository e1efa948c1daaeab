import { toSeconds } from '#base'
import type * as types from '../resources/generated/types.ts'
import type { ContainerRecord } from './container-record.ts'
import { shouldRestart } from './restart-policy.ts'

export interface PodStatusInput {
  pod: types.Pod
  records: readonly ContainerRecord[]
  /** Ended by the kubelet itself: evicted, past its deadline. */
  ended: { reason: string; message: string } | undefined
  /** Deleted, and all of its containers have ended. */
  stopped?: boolean
  /** The pod has a sandbox with an address. */
  sandbox: { ip: string | undefined; hostIP: string } | undefined
  nodeIP: string
  /** When the kubelet first saw it. */
  startedAtMs: number
  /** What a resize waits for. */
  resize: types.PodCondition | undefined
  nowMs: number
}

/** The phase that the containers make. */
export function podPhase({
  pod,
  records,
  ended,
  stopped,
}: Pick<PodStatusInput, 'pod' | 'records' | 'ended' | 'stopped'>): string {
  if (ended) return 'Failed'
  const { phase: before } = pod.status ?? {}
  if (stopped && (before === 'Succeeded' || before === 'Failed')) return before
  if (stopped) return records.every(endedWell) ? 'Succeeded' : 'Failed'
  for (const record of records) {
    if (record.kind === 'sidecar' && !record.passedStartup && !hasStartedOnce(records)) return 'Pending'
    if (record.kind !== 'init' || record.succeeded) continue
    const failed =
      record.terminated !== undefined && record.terminated.exitCode !== 0 && !record.running && !record.waiting
    return failed && !shouldRestart(record, pod) ? 'Failed' : 'Pending'
  }
  const regular = records.filter(({ kind }) => kind === 'regular')
  const running = regular.filter((record) => record.running).length
  const neverRan = regular.some(
    (record) => !record.running && record.terminated === undefined && record.lastTerminated === undefined,
  )
  if (neverRan) return 'Pending'
  const sidecarRuns = records.some((record) => record.kind === 'sidecar' && record.running)
  if (running > 0 || sidecarRuns) return 'Running'
  // What has not ended is about to start again.
  if (regular.some((record) => record.terminated === undefined || shouldRestart(record, pod))) return 'Running'
  return regular.every(({ terminated }) => terminated?.exitCode === 0) ? 'Succeeded' : 'Failed'
}

const endedWell = ({ kind, terminated }: ContainerRecord) => kind !== 'regular' || terminated?.exitCode === 0

const hasStartedOnce = (records: readonly ContainerRecord[]) =>
  records.some(
    ({ kind, current, lastTerminated }) =>
      kind === 'regular' && (current !== undefined || lastTerminated !== undefined),
  )

/** What the kubelet writes into the status of a pod; conditions of others are not part of it. */
export function podStatus(input: PodStatusInput): types.PodStatus {
  const { pod, records, ended, sandbox, nodeIP, startedAtMs } = input
  const phase = podPhase(input)
  const initialized = isInitialized(records)
  const hasInit = records.some(({ kind }) => kind === 'init' || kind === 'sidecar')
  const statuses = (...kinds: ContainerRecord['kind'][]) =>
    records.filter(({ kind }) => kinds.includes(kind)).map((record) => withPodLimits(record.toStatus(hasInit), pod))
  // Verbatim: by name, but init containers as they run.
  const sorted = (list: types.ContainerStatus[]) => list.sort((a, b) => (a.name < b.name ? -1 : 1))
  const init = statuses('init', 'sidecar')
  const ephemeral = sorted(statuses('ephemeral'))
  const { generation } = pod.metadata
  return {
    conditions: conditions(input, phase, initialized),
    ...(records.length > 0 && { containerStatuses: sorted(statuses('regular')) }),
    ...(init.length > 0 && { initContainerStatuses: init }),
    ...(ephemeral.length > 0 && { ephemeralContainerStatuses: ephemeral }),
    hostIP: nodeIP,
    hostIPs: [{ ip: nodeIP }],
    ...(generation !== undefined && { observedGeneration: generation }),
    phase,
    ...(sandbox?.ip && { podIP: sandbox.ip, podIPs: [{ ip: sandbox.ip }] }),
    ...(ended && { reason: ended.reason, message: ended.message }),
    startTime: toSeconds(startedAtMs),
  }
}

/** A container that says something of its resources gets the pod's limits for what it leaves open. */
function withPodLimits(status: types.ContainerStatus, { spec }: types.Pod): types.ContainerStatus {
  const { resources } = status
  const limits = spec?.resources?.limits
  if (!limits || !resources || Object.keys(resources).length === 0) return status
  return {
    ...status,
    resources: {
      ...resources,
      limits: { ...limits, ...resources.limits },
      requests: { ...limits, ...resources.limits, ...resources.requests },
    },
  }
}

/** Whether all init containers have done their part. */
export function isInitialized(records: readonly ContainerRecord[]): boolean {
  if (hasStartedOnce(records)) return true
  return records.every((record) =>
    record.kind === 'init' ? record.succeeded : record.kind !== 'sidecar' || record.passedStartup,
  )
}

function conditions(input: PodStatusInput, phase: string, initialized: boolean): types.PodCondition[] {
  const { pod, records, sandbox, resize, nowMs } = input
  const done = phase === 'Succeeded' ? 'PodCompleted' : phase === 'Failed' ? 'PodFailed' : undefined
  const unready = records
    .filter((record) => (record.kind === 'regular' || record.kind === 'sidecar') && !record.ready)
    .map(({ name }) => name)
  const incomplete = records
    .filter(
      (record) => (record.kind === 'init' && !record.succeeded) || (record.kind === 'sidecar' && !record.passedStartup),
    )
    .map(({ name }) => name)
  const containersReady: Partial<types.PodCondition> = done
    ? { status: 'False', reason: done }
    : unready.length > 0
      ? {
          status: 'False',
          reason: 'ContainersNotReady',
          message: `containers with unready status: [${unready.join(' ')}]`,
        }
      : { status: 'True' }
  const closed = (pod.spec?.readinessGates ?? []).flatMap(({ conditionType }) => closedGate(pod, conditionType))
  const ready =
    containersReady.status === 'True' && closed.length > 0
      ? { status: 'False', reason: 'ReadinessGatesNotReady', message: closed.join(', ') }
      : containersReady
  const wanted: (Partial<types.PodCondition> & { type: string })[] = [
    ...(resize ? [resize] : []),
    { type: 'PodReadyToStartContainers', status: sandbox ? 'True' : 'False' },
    initialized
      ? { type: 'Initialized', status: 'True', ...(phase === 'Succeeded' && { reason: 'PodCompleted' }) }
      : {
          type: 'Initialized',
          status: 'False',
          reason: 'ContainersNotInitialized',
          message: `containers with incomplete status: [${incomplete.join(' ')}]`,
        },
    { type: 'Ready', ...ready },
    { type: 'ContainersReady', ...containersReady },
  ]
  return wanted.map((condition) => stamp(condition, pod, nowMs))
}

/** Why a readiness gate holds the pod back; nothing when it does not. */
function closedGate(pod: types.Pod, gate: string): string[] {
  const status = pod.status?.conditions?.find(({ type }) => type === gate)?.status
  if (status === 'True') return []
  return status === undefined
    ? [`corresponding condition of pod readiness gate "${gate}" does not exist.`]
    : [`the status of pod readiness gate "${gate}" is not "True", but ${status}`]
}

/** The condition with the time since when it has its status. */
function stamp(
  condition: Partial<types.PodCondition> & { type: string },
  pod: types.Pod,
  nowMs: number,
): types.PodCondition {
  const before = pod.status?.conditions?.find(({ type }) => type === condition.type)
  const { generation } = pod.metadata
  const since = before && before.status === condition.status ? before.lastTransitionTime : undefined
  return {
    // Part of every condition on the wire, though pods' have none.
    ...({ lastProbeTime: null } as unknown as Pick<types.PodCondition, 'lastProbeTime'>),
    lastTransitionTime: since ?? toSeconds(nowMs),
    ...text('message', condition, before),
    ...(generation !== undefined && { observedGeneration: generation }),
    ...text('reason', condition, before),
    status: condition.status ?? 'False',
    type: condition.type,
  }
}

const NOTHING = { reason: { reason: null }, message: { message: null } } as unknown as Record<
  'reason' | 'message',
  Partial<types.PodCondition>
>

/** A text of a condition; one that is no longer true is taken away by name, since patches of conditions are merged. */
function text(
  field: 'reason' | 'message',
  condition: Partial<types.PodCondition>,
  before: types.PodCondition | undefined,
): Partial<types.PodCondition> {
  if (condition[field]) return { [field]: condition[field] }
  return before?.[field] ? NOTHING[field] : {}
}
