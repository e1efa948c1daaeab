import {
  compareQuantity,
  formatQuantity,
  parseQuantity,
  quantityMilliValue,
  quantityValue,
} from '../../apimachinery/quantity.ts'
import { forbidden } from '../../apimachinery/errors.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { Container, LimitRangeItem, PersistentVolumeClaim, Pod } from '../../resources/generated/types.ts'
import { add, type Usage } from '../../quota/usage.ts'
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin } from './admission.ts'

const ANNOTATION = 'kubernetes.io/limit-ranger'

/** Fills in what a LimitRange gives containers, and holds pods and claims to its bounds. */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  mutate(attributes, context) {
    if (!isPod(attributes) || attributes.operation !== 'CREATE') return
    for (const item of itemsOf(attributes, context))
      if (item.type === 'Container') applyDefaults(attributes.object as unknown as Pod, item)
  },
  validate(attributes, context) {
    const { object, resource, operation } = attributes
    if (!object || operation === 'DELETE' || attributes.subresource !== '') return
    const problems: string[] = []
    const claim = resource.type.group === '' && resource.type.plural === 'persistentvolumeclaims'
    if (!claim && !isPod(attributes)) return
    if (!claim && operation === 'UPDATE') return
    for (const item of itemsOf(attributes, context)) {
      if (claim && item.type === 'PersistentVolumeClaim') checkClaim(object, item, problems)
      if (!claim) checkPod(object, item, problems)
    }
    if (problems.length === 0) return
    const detail = problems.length === 1 ? problems[0]! : `[${problems.join(', ')}]`
    throw forbidden(resource.type, attributes.name || object.metadata.generateName || '', detail)
  },
}

const isPod = ({ resource, subresource, object }: AdmissionAttributes) =>
  resource.type.group === '' && resource.type.plural === 'pods' && subresource === '' && object !== undefined

function* itemsOf({ namespace }: AdmissionAttributes, context: AdmissionContext): Generator<LimitRangeItem> {
  for (const range of context.readAll(kinds.LimitRange, namespace)) yield* range.spec?.limits ?? []
}

function applyDefaults(pod: Pod, item: LimitRangeItem): void {
  const notes: string[] = []
  const fill = (container: Container, kind: string) => {
    const set = (which: 'requests' | 'limits', defaults: Record<string, string | number> | undefined) => {
      const missing = Object.keys(defaults ?? {}).filter(
        (resource) => container.resources?.[which]?.[resource] === undefined,
      )
      if (missing.length === 0) return
      container.resources ??= {}
      container.resources[which] = {
        ...container.resources[which],
        ...Object.fromEntries(missing.map((resource) => [resource, defaults![resource]!])),
      }
      notes.push(`${missing.sort().join(', ')} ${which.slice(0, -1)} for ${kind} ${container.name}`)
    }
    set('requests', item.defaultRequest)
    set('limits', item.default)
  }
  for (const container of pod.spec!.containers ?? []) fill(container, 'container')
  for (const container of pod.spec!.initContainers ?? []) fill(container, 'init container')
  if (notes.length === 0) return
  pod.metadata.annotations = {
    ...pod.metadata.annotations,
    [ANNOTATION]: `LimitRanger plugin set: ${notes.join('; ')}`,
  }
}

function checkPod(pod: Pod, item: LimitRangeItem, problems: string[]): void {
  const { containers, initContainers = [] } = pod.spec!
  if (item.type === 'Container')
    for (const { resources } of [...containers, ...initContainers])
      check(item, listOf(resources?.requests), listOf(resources?.limits), problems)
  if (item.type !== 'Pod') return
  const requests: Usage = new Map()
  const limits: Usage = new Map()
  for (const { resources } of containers) {
    add(requests, listOf(resources?.requests))
    add(limits, listOf(resources?.limits))
  }
  // What the pod says of itself stands above what its containers come to.
  const { resources: own } = pod.spec! as { resources?: { requests?: Quantities; limits?: Quantities } }
  for (const [resource, quantity] of listOf(own?.requests)) requests.set(resource, quantity)
  for (const [resource, quantity] of listOf(own?.limits)) limits.set(resource, quantity)
  check(item, requests, limits, problems)
}

type Quantities = Readonly<Record<string, string | number>>

function listOf(list: Quantities | undefined): Usage {
  return new Map(Object.entries(list ?? {}).map(([resource, value]) => [resource, parseQuantity(value)]))
}

function check(
  { type, min = {}, max = {}, maxLimitRequestRatio = {} }: LimitRangeItem,
  requests: Usage,
  limits: Usage,
  problems: string[],
): void {
  for (const [resource, bound] of Object.entries(min)) {
    const request = requests.get(resource)
    const limit = limits.get(resource)
    const head = `minimum ${resource} usage per ${type} is ${bound}`
    if (!request) problems.push(`${head}.  No request is specified`)
    else if (compareQuantity(request, parseQuantity(bound)) < 0)
      problems.push(`${head}, but request is ${formatQuantity(request)}`)
    else if (limit && compareQuantity(limit, parseQuantity(bound)) < 0)
      problems.push(`${head}, but limit is ${formatQuantity(limit)}`)
  }
  for (const [resource, bound] of Object.entries(max)) {
    const request = requests.get(resource)
    const limit = limits.get(resource)
    const head = `maximum ${resource} usage per ${type} is ${bound}`
    if (!limit) problems.push(`${head}.  No limit is specified`)
    else if (compareQuantity(limit, parseQuantity(bound)) > 0)
      problems.push(`${head}, but limit is ${formatQuantity(limit)}`)
    else if (request && compareQuantity(request, parseQuantity(bound)) > 0)
      problems.push(`${head}, but request is ${formatQuantity(request)}`)
  }
  for (const [resource, bound] of Object.entries(maxLimitRequestRatio)) {
    const request = requests.get(resource)
    const limit = limits.get(resource)
    const head = `${resource} max limit to request ratio per ${type} is ${bound}`
    if (!request || !limit) {
      problems.push(
        `${head}, but no ${request ? 'limit' : 'request'} is specified or ${request ? 'limit' : 'request'} is 0`,
      )
      continue
    }
    const value = resource === 'cpu' ? quantityMilliValue : quantityValue
    const ratio = value(limit) / value(request)
    if (ratio > Number(bound)) problems.push(`${head}, but provided ratio is ${ratio.toFixed(6)}`)
  }
}

function checkClaim({ spec }: PersistentVolumeClaim, { min = {}, max = {} }: LimitRangeItem, problems: string[]): void {
  for (const [resource, value] of Object.entries(spec?.resources?.requests ?? {})) {
    const request = parseQuantity(value)
    const [least, most] = [min[resource], max[resource]]
    const text = formatQuantity(request)
    if (least !== undefined && compareQuantity(request, parseQuantity(least)) < 0)
      problems.push(`minimum ${resource} usage per PersistentVolumeClaim is ${least}, but request is ${text}`)
    if (most !== undefined && compareQuantity(request, parseQuantity(most)) > 0)
      problems.push(`maximum ${resource} usage per PersistentVolumeClaim is ${most}, but request is ${text}`)
  }
}
