import { toSeconds } from '#base'
import { StatusError } from '../../apimachinery/errors.ts'
import { keyOf, type ResourceType } from '../../apimachinery/object.ts'
import { parseLabelSelector, type Selector } from '../../apimachinery/selectors.ts'
import { CustomResourceDefinition, HorizontalPodAutoscaler, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { sameStatus } from '../shared/same-status.ts'
import { builtInTypes, customType } from '../shared/served-types.ts'
import { MetricFailure, propose, type Proposal } from './metric-proposal.ts'
import { limitReplicas, type ScaleEvent } from './scaling-limits.ts'
import { memoryMs, stabilize, type Recommendation } from './stabilization.ts'
import { tolerancesOf } from './tolerances.ts'

const SYNC_MS = 15_000
const EVENTS_MS = 1_800_000

/** What is remembered of each autoscaler. */
interface Memory {
  recommendations: Recommendation[]
  events: ScaleEvent[]
  /** Which pods its target has, once that is known. */
  selector?: Selector
}
type Context = ReconcileContext<Map<string, Memory>>

/** Scales workloads by what their pods use. */
export const horizontalPodAutoscalerController = defineController<Map<string, Memory>>({
  name: 'horizontal-pod-autoscaler-controller',
  account: 'horizontal-pod-autoscaler',
  eventSource: 'horizontal-pod-autoscaler',
  state: () => new Map(),
  watches: [
    // A new autoscaler, too, waits for one period before it is looked at.
    watch(HorizontalPodAutoscaler, ({ type, object, old, revision }, { enqueue }) => {
      if (type === 'deleted') return [keyOf(object)]
      if (old?.spec !== object.spec) enqueue(keyOf(object), SYNC_MS, revision)
      return []
    }),
    watch(Pod),
    watch(CustomResourceDefinition),
  ],
  async reconcile(key, context) {
    const autoscaler = context.cache(HorizontalPodAutoscaler).get(key)
    if (!autoscaler) {
      context.state.delete(key)
      return undefined
    }
    const memory = context.state.get(key) ?? { recommendations: [], events: [] }
    context.state.set(key, memory)
    const round = new Round(autoscaler, memory, context)
    await round.run()
    return SYNC_MS
  },
})

/** One look at one autoscaler. */
class Round {
  readonly #autoscaler: types.HorizontalPodAutoscaler
  readonly #memory: Memory
  readonly #context: Context
  #conditions: types.HorizontalPodAutoscalerCondition[]

  constructor(autoscaler: types.HorizontalPodAutoscaler, memory: Memory, context: Context) {
    this.#autoscaler = autoscaler
    this.#memory = memory
    this.#context = context
    this.#conditions = [...(autoscaler.status?.conditions ?? [])]
  }

  async run(): Promise<void> {
    const { events, clock } = this.#context
    const { name, namespace = '' } = this.#autoscaler.metadata
    const target = await this.#readScale()
    if (!target) return
    this.#set(
      'AbleToScale',
      'True',
      'SucceededGetScale',
      "the HPA controller was able to get the target's current scale",
    )
    const { scale, type } = target
    const current = scale.spec?.replicas ?? 0
    if (this.#memory.recommendations.length === 0)
      this.#memory.recommendations.push({ atMs: clock.now(), replicas: current })
    const { minReplicas = 1, maxReplicas } = this.#autoscaler.spec!
    let desired = current
    let reason = ''
    let metrics: types.MetricStatus[] = []
    if (current === 0 && minReplicas !== 0)
      this.#set(
        'ScalingActive',
        'False',
        'ScalingDisabled',
        'scaling is disabled since the replica count of the target is zero',
      )
    else if (current > maxReplicas)
      [desired, reason] = [maxReplicas, 'Current number of replicas above Spec.MaxReplicas']
    else if (current < minReplicas)
      [desired, reason] = [minReplicas, 'Current number of replicas below Spec.MinReplicas']
    else {
      const proposal = await this.#ask(scale, current)
      metrics = proposal.metrics
      if (proposal.failure) {
        events.event(this.#autoscaler, 'Warning', 'FailedComputeMetricsReplicas', proposal.failure)
        return this.#write(current, this.#autoscaler.status?.desiredReplicas ?? 0, metrics, false)
      }
      const wanted = proposal.replicas
      reason = wanted > current ? `${proposal.metric} above target` : wanted < current ? 'All metrics below target' : ''
      desired = this.#normalize(current, wanted)
    }
    const rescales = desired !== current && reason !== ''
    if (rescales && !(await this.#rescale(type, scale, desired, reason)))
      return this.#write(current, desired, metrics, false)
    await this.#write(current, rescales ? desired : current, metrics, rescales)
    this.#context.log.info(`${namespace}/${name}: ${current} → ${desired}`)
  }

  #set(type: string, status: string, reason: string, message: string): void {
    const before = this.#conditions.find((condition) => condition.type === type)
    const lastTransitionTime =
      before?.status === status ? before.lastTransitionTime : toSeconds(this.#context.clock.now())
    const next = { type, status, lastTransitionTime: lastTransitionTime ?? '', reason, message }
    this.#conditions = before
      ? this.#conditions.map((one) => (one === before ? next : one))
      : [...this.#conditions, next]
  }

  async #readScale(): Promise<{ scale: types.Scale; type: ResourceType } | undefined> {
    const { client, events } = this.#context
    const { scaleTargetRef } = this.#autoscaler.spec!
    const { namespace = '' } = this.#autoscaler.metadata
    try {
      const type = this.#typeOf(scaleTargetRef)
      if (!type)
        throw new StatusError(
          404,
          'NotFound',
          `no matches for kind "${scaleTargetRef.kind}" in group "${groupOf(scaleTargetRef)}"`,
        )
      const options = { namespace, subresource: 'scale' }
      return { scale: await client.get<types.Scale>(type, scaleTargetRef.name, options), type }
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      events.event(this.#autoscaler, 'Warning', 'FailedGetScale', error.message)
      this.#set(
        'AbleToScale',
        'False',
        'FailedGetScale',
        `the HPA controller was unable to get the target's current scale: ${error.message}`,
      )
      const { currentReplicas = 0, desiredReplicas = 0, currentMetrics } = this.#autoscaler.status ?? {}
      // The server writes an empty list as null.
      await this.#write(currentReplicas, desiredReplicas, currentMetrics ?? [], false)
      return undefined
    }
  }

  #typeOf({ kind, ...reference }: types.CrossVersionObjectReference): ResourceType | undefined {
    const custom = this.#context.cache(CustomResourceDefinition).list().map(customType)
    return [...builtInTypes, ...custom].find((type) => type?.kind === kind && type.group === groupOf(reference))
  }

  /** Asks all metrics; the one that wants most decides. A metric that fails only counts when the others want less. */
  async #ask(
    scale: types.Scale,
    current: number,
  ): Promise<{ replicas: number; metric: string; metrics: types.MetricStatus[]; failure?: string }> {
    const { cache, events } = this.#context
    const { namespace = '' } = this.#autoscaler.metadata
    const text = scale.status?.selector ?? ''
    if (!text) {
      events.event(this.#autoscaler, 'Warning', 'SelectorRequired', 'selector is required')
      this.#set('ScalingActive', 'False', 'InvalidSelector', "the HPA target's scale is missing a selector")
      return { replicas: current, metric: '', metrics: [], failure: 'selector is required' }
    }
    const selector = parseLabelSelector(text)
    this.#memory.selector = selector
    const exact = Object.fromEntries(
      selector.requirements.filter(({ operator }) => operator === '=').map(({ key, values }) => [key, values[0]!]),
    )
    const pods = cache(Pod)
      .labelled(namespace, exact)
      .filter(({ metadata }) => selector.matches(metadata.labels))
    const rivals = this.#rivals(pods)
    if (rivals.length > 1) {
      const detail = `pods by selector ${text} are controlled by multiple HPAs: [${rivals.join(' ')}]`
      events.event(this.#autoscaler, 'Warning', 'AmbiguousSelector', detail)
      this.#set('ScalingActive', 'False', 'AmbiguousSelector', detail)
      return { replicas: current, metric: '', metrics: [], failure: detail }
    }
    const specs = this.#autoscaler.spec?.metrics ?? []
    const proposals = new Map<types.MetricSpec, Proposal>()
    const failures: MetricFailure[] = []
    for (const spec of specs) {
      try {
        const tolerances = tolerancesOf(this.#autoscaler)
        const input = { context: this.#context, namespace, selector: text, pods, current, tolerances }
        proposals.set(spec, await propose(spec, input))
      } catch (error) {
        if (!(error instanceof MetricFailure)) throw error
        events.event(this.#autoscaler, 'Warning', error.reason, error.detail)
        failures.push(error)
      }
    }
    // Verbatim: a metric that fails leaves its place empty.
    const metrics = specs.map((spec) => proposals.get(spec)?.status ?? { type: '' })
    const best = [...proposals.values()].sort((a, b) => b.replicas - a.replicas)[0]
    const [first] = failures
    if (first && (!best || best.replicas < current)) {
      this.#set(
        'ScalingActive',
        'False',
        first.reason,
        `the HPA was unable to compute the replica count: ${first.detail}`,
      )
      const failure = `invalid metrics (${failures.length} invalid out of ${specs.length}), first error is: ${first.message}`
      return { replicas: current, metric: '', metrics, failure }
    }
    this.#set(
      'ScalingActive',
      'True',
      'ValidMetricFound',
      `the HPA was able to successfully calculate a replica count from ${best?.name ?? ''}`,
    )
    return { replicas: best?.replicas ?? current, metric: best?.name ?? '', metrics }
  }

  /** The autoscalers, this one too, whose targets have some of these pods. */
  #rivals(pods: readonly types.Pod[]): string[] {
    const inNamespace = `${this.#autoscaler.metadata.namespace}/`
    return [...this.#context.state]
      .filter(
        ([key, { selector }]) =>
          key.startsWith(inNamespace) && selector && pods.some(({ metadata }) => selector.matches(metadata.labels)),
      )
      .map(([key]) => key)
      .sort()
  }

  #normalize(current: number, wanted: number): number {
    const now = this.#context.clock.now()
    const { recommendations, events } = this.#memory
    const stable = stabilize(this.#autoscaler, current, wanted, recommendations, now)
    recommendations.push({ atMs: now, replicas: wanted })
    this.#memory.recommendations = recommendations.filter(({ atMs }) => atMs > now - memoryMs(this.#autoscaler))
    this.#set('AbleToScale', 'True', stable.reason, stable.message)
    const limit = limitReplicas(this.#autoscaler, current, stable.replicas, events, now)
    this.#set('ScalingLimited', limit.limited ? 'True' : 'False', limit.reason, limit.message)
    return limit.replicas
  }

  /** @returns whether it went well. */
  async #rescale(type: ResourceType, scale: types.Scale, desired: number, reason: string): Promise<boolean> {
    const { client, events, clock } = this.#context
    const before = scale.spec?.replicas ?? 0
    try {
      const next = { ...scale, spec: { ...scale.spec, replicas: desired } }
      await client.update<types.Scale>(type, next, { subresource: 'scale' })
    } catch (error) {
      if (!(error instanceof StatusError) || error.reason === 'Conflict') throw error
      events.event(
        this.#autoscaler,
        'Warning',
        'FailedRescale',
        `New size: ${desired}; reason: ${reason}; error: ${error.message}`,
      )
      this.#set(
        'AbleToScale',
        'False',
        'FailedUpdateScale',
        `the HPA controller was unable to update the target scale: ${error.message}`,
      )
      return false
    }
    this.#set(
      'AbleToScale',
      'True',
      'SucceededRescale',
      `the HPA controller was able to update the target scale to ${desired}`,
    )
    events.event(this.#autoscaler, 'Normal', 'SuccessfulRescale', `New size: ${desired}; reason: ${reason}`)
    const now = clock.now()
    this.#memory.events = [
      ...this.#memory.events.filter(({ atMs }) => atMs > now - EVENTS_MS),
      { atMs: now, change: desired - before },
    ]
    return true
  }

  async #write(
    currentReplicas: number,
    desiredReplicas: number,
    currentMetrics: types.MetricStatus[],
    rescaled: boolean,
  ): Promise<void> {
    const { client, clock } = this.#context
    const lastScaleTime = rescaled ? toSeconds(clock.now()) : this.#autoscaler.status?.lastScaleTime
    const status: types.HorizontalPodAutoscalerStatus = {
      currentReplicas,
      desiredReplicas,
      ...(currentMetrics.length > 0 && { currentMetrics }),
      ...(lastScaleTime && { lastScaleTime }),
      conditions: this.#conditions,
    }
    if (sameStatus(status, this.#autoscaler.status)) return
    await client.update(HorizontalPodAutoscaler, { ...this.#autoscaler, status }, { subresource: 'status' })
  }
}

const groupOf = ({ apiVersion = '' }: { apiVersion?: string }) =>
  apiVersion.includes('/') ? apiVersion.split('/')[0]! : ''
