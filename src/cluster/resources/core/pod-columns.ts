import type { Column } from '../define-resource.ts'
import type * as types from '../generated/types.ts'
import { age } from '../shared/age.ts'
import { ageColumn, nameColumn, orNone } from '../shared/columns.ts'

/** What `kubectl get pods` shows. */
export const podColumns: readonly Column<types.Pod>[] = [
  nameColumn,
  { name: 'Ready', value: (pod) => summarize(pod).ready },
  { name: 'Status', value: (pod) => summarize(pod).status },
  {
    name: 'Restarts',
    value: (pod, now) => {
      const { restarts, lastRestart } = summarize(pod)
      return restarts !== 0 && lastRestart ? `${restarts} (${age(lastRestart, now)} ago)` : String(restarts)
    },
  },
  ageColumn,
  { name: 'IP', priority: 1, value: ({ status }) => orNone(status?.podIPs?.[0]?.ip ?? status?.podIP) },
  { name: 'Node', priority: 1, value: ({ spec }) => orNone(spec?.nodeName) },
  { name: 'Nominated Node', priority: 1, value: ({ status }) => orNone(status?.nominatedNodeName) },
  { name: 'Readiness Gates', priority: 1, value: readinessGates },
]

interface Summary {
  ready: string
  status: string
  restarts: number
  lastRestart: string | undefined
}

const summaries = new WeakMap<types.Pod, Summary>()

// Three columns need it; objects never change in place, so that it is made once per pod.
function summarize(pod: types.Pod): Summary {
  let summary = summaries.get(pod)
  if (!summary) summaries.set(pod, (summary = makeSummary(pod)))
  return summary
}

class Restarts {
  count = 0
  last: string | undefined

  add(status: types.ContainerStatus): void {
    this.count += status.restartCount ?? 0
    const finishedAt = status.lastState?.terminated?.finishedAt
    if (finishedAt && (!this.last || this.last < finishedAt)) this.last = finishedAt
  }
}

function makeSummary({ metadata, spec, status }: types.Pod): Summary {
  const sidecars = new Set(
    (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name),
  )
  const total = (spec?.containers?.length ?? 0) + sidecars.size
  let text = status?.reason || status?.phase || ''
  if (hasCondition(status, 'PodScheduled', undefined, 'SchedulingGated')) text = 'SchedulingGated'

  const initStatuses = status?.initContainerStatuses ?? []
  const initialization = initializationText(initStatuses, sidecars, spec?.initContainers?.length ?? 0)
  let ready = initialization.ready
  let restarts = new Restarts()
  for (const container of initStatuses.slice(0, initialization.seen)) restarts.add(container)

  if (initialization.text !== undefined) text = initialization.text
  if (initialization.text === undefined || hasCondition(status, 'Initialized', 'True')) {
    restarts = new Restarts()
    for (const container of initStatuses.slice(0, initialization.seen))
      if (sidecars.has(container.name)) restarts.add(container)
    let running = false
    let failure: string | undefined
    for (const container of (status?.containerStatuses ?? []).toReversed()) {
      restarts.add(container)
      const { waiting, terminated } = container.state ?? {}
      if (waiting?.reason) text = waiting.reason
      else if (terminated) {
        text = terminated.reason || exitText(terminated)
        if (terminated.exitCode !== 0) failure = text
      } else if (container.ready && container.state?.running) {
        running = true
        ready++
      }
    }
    if (text === 'Completed' && failure) text = failure
    else if (text === 'Completed' && running) text = hasCondition(status, 'Ready', 'True') ? 'Running' : 'NotReady'
  }

  if (metadata.deletionTimestamp) {
    if (status?.reason === 'NodeLost') text = 'Unknown'
    else if (status?.phase !== 'Succeeded' && status?.phase !== 'Failed') text = 'Terminating'
  }
  return { ready: `${ready}/${total}`, status: text, restarts: restarts.count, lastRestart: restarts.last }
}

/** Where initialization stands; `text` is absent when it is over. `seen` counts the init containers that were looked at. */
function initializationText(
  statuses: readonly types.ContainerStatus[],
  sidecars: ReadonlySet<string>,
  total: number,
): { text: string | undefined; ready: number; seen: number } {
  let ready = 0
  for (const [index, { name, state, started, ready: isReady }] of statuses.entries()) {
    const { terminated, waiting } = state ?? {}
    if (terminated?.exitCode === 0) continue
    if (sidecars.has(name) && started) {
      if (isReady) ready++
      continue
    }
    const seen = index + 1
    if (terminated) return { text: `Init:${terminated.reason || exitText(terminated)}`, ready, seen }
    if (waiting?.reason && waiting.reason !== 'PodInitializing') return { text: `Init:${waiting.reason}`, ready, seen }
    return { text: `Init:${index}/${total}`, ready, seen }
  }
  return { text: undefined, ready, seen: statuses.length }
}

function exitText({ signal, exitCode }: types.ContainerStateTerminated): string {
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`
}

function hasCondition(status: types.PodStatus | undefined, type: string, value?: string, reason?: string): boolean {
  return Boolean(
    status?.conditions?.some(
      (condition) =>
        condition.type === type && (!value || condition.status === value) && (!reason || condition.reason === reason),
    ),
  )
}

function readinessGates({ spec, status }: types.Pod): string {
  const gates = spec?.readinessGates ?? []
  if (gates.length === 0) return '<none>'
  return `${gates.filter(({ conditionType }) => hasCondition(status, conditionType, 'True')).length}/${gates.length}`
}
