import { keyOf } from '../apimachinery/object.ts'
import { selectorOf, type Selector } from '../apimachinery/selectors.ts'
import type { Pod, PodAffinityTerm, WeightedPodAffinityTerm } from '../resources/generated/types.ts'
import { podRequests, type Amounts } from './resource-amounts.ts'

/** A required (anti-)affinity term, ready to be asked. */
export interface AffinityTerm {
  selector: Selector
  topologyKey: string
  namespaces: ReadonlySet<string>
  /** `undefined`: only the listed namespaces count. */
  namespaceSelector: Selector | undefined
}

export interface WeightedTerm extends AffinityTerm {
  weight: number
}

export interface HostPort {
  ip: string
  protocol: string
  port: number
}

/** What scoring counts for a container that requests nothing, so that such pods spread, too. */
const ASSUMED: ReadonlyMap<string, number> = new Map([
  ['cpu', 100],
  ['memory', 200 * 1024 * 1024],
])

/** A pod with everything that plugins ask of it worked out once. */
export interface PodInfo {
  readonly pod: Pod
  readonly key: string
  readonly priority: number
  /** The same for pods that plugins which look at one node only cannot tell apart. */
  readonly shape: string
  readonly requests: Amounts
  /** With assumed amounts where containers request none; what scores count. */
  readonly scoredRequests: Amounts
  readonly hostPorts: readonly HostPort[]
  readonly requiredAffinity: readonly AffinityTerm[]
  readonly requiredAntiAffinity: readonly AffinityTerm[]
  readonly preferredAffinity: readonly WeightedTerm[]
  readonly preferredAntiAffinity: readonly WeightedTerm[]
}

const NO_TERMS: readonly never[] = []

/** Works out a pod. */
export function createPodInfo(pod: Pod): PodInfo {
  const spec = pod.spec!
  const { podAffinity, podAntiAffinity, nodeAffinity } = spec.affinity ?? {}
  return {
    pod,
    key: keyOf(pod),
    priority: spec.priority ?? 0,
    ...shapeOf(pod, nodeAffinity),
    requiredAffinity: required(pod, podAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    requiredAntiAffinity: required(pod, podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    preferredAffinity: preferred(pod, podAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
    preferredAntiAffinity: preferred(pod, podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
  }
}

type Shape = Pick<PodInfo, 'shape' | 'requests' | 'scoredRequests' | 'hostPorts'>

// Pods come by the thousand and are alike: those of one shape share what they ask for.
const MOST_SHAPES = 1_000
const shapes = new Map<string, Shape>()

function shapeOf(pod: Pod, nodeAffinity: unknown): Shape {
  const spec = pod.spec!
  const requests = podRequests(spec)
  const scoredRequests = podRequests(spec, ASSUMED)
  const hostPorts = hostPortsOf(pod)
  const { nodeName, nodeSelector, tolerations } = spec
  const asked = [nodeName, nodeSelector, nodeAffinity, tolerations, hostPorts, [...requests], [...scoredRequests]]
  const shape = JSON.stringify(asked)
  let known = shapes.get(shape)
  if (!known) {
    if (shapes.size >= MOST_SHAPES) shapes.clear()
    shapes.set(shape, (known = { shape, requests, scoredRequests, hostPorts }))
  }
  return known
}

/** The ports of its node that a pod asks for. */
export function hostPortsOf({ spec }: Pod): readonly HostPort[] {
  let ports: HostPort[] | undefined
  const sidecars = (spec!.initContainers ?? []).filter((container) => container.restartPolicy === 'Always')
  for (const container of [...spec!.containers, ...sidecars])
    for (const { hostPort, hostIP, protocol } of container.ports ?? [])
      if (hostPort) (ports ??= []).push({ ip: hostIP || '0.0.0.0', protocol: protocol ?? 'TCP', port: hostPort })
  return ports ?? NO_TERMS
}

const required = (pod: Pod, terms: PodAffinityTerm[] | undefined) => terms?.map((term) => termOf(pod, term)) ?? NO_TERMS
const preferred = (pod: Pod, terms: WeightedPodAffinityTerm[] | undefined) =>
  terms?.map(({ weight, podAffinityTerm }) => ({ ...termOf(pod, podAffinityTerm), weight })) ?? NO_TERMS

function termOf(pod: Pod, term: PodAffinityTerm): AffinityTerm {
  const own = !term.namespaces?.length && !term.namespaceSelector
  return {
    selector: selectorOf(term.labelSelector),
    topologyKey: term.topologyKey,
    namespaces: new Set(own ? [pod.metadata.namespace!] : term.namespaces),
    namespaceSelector: term.namespaceSelector && selectorOf(term.namespaceSelector),
  }
}

/** Whether a term speaks of `pod`. @param namespaceLabels labels of the pod's namespace, for terms that select namespaces. */
export function termMatches(
  term: AffinityTerm,
  pod: Pod,
  namespaceLabels: (name: string) => Readonly<Record<string, string>>,
): boolean {
  const namespace = pod.metadata.namespace!
  const inScope = term.namespaces.has(namespace) || term.namespaceSelector?.matches(namespaceLabels(namespace)) === true
  return inScope && term.selector.matches(pod.metadata.labels ?? {})
}
