import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import {
  addQuantity,
  compareQuantity,
  formatQuantity,
  parseQuantity,
  quantityOf,
  type Quantity,
} from '../../../apimachinery/quantity.ts'
import type * as types from '../../generated/types.ts'
import { checkResourceName, isHugePages } from '../../shared/resource-names.ts'
import { validateClaims, validateLimits, validateRequests } from './resources.ts'

const SUPPORTED = ['cpu', 'hugepages-', 'memory'] as const
/** Whether a pod as a whole can ask for it. */
export const isPodResource = (name: string) => name === 'cpu' || name === 'memory' || isHugePages(name)

function checkPodResource(name: string, errors: FieldErrors): void {
  const before = errors.list.length
  checkResourceName(name, errors)
  if (errors.list.length === before && !isPodResource(name)) errors.notSupported(name, SUPPORTED)
}

/** Rules of what a pod asks for as a whole; `errors` stands at the pod's spec. */
export function validatePodResources(spec: types.PodSpec, claims: readonly string[], errors: FieldErrors): void {
  const { resources } = spec
  if (!resources) return
  const at = errors.at('resources')
  const { limits = {}, requests = {} } = resources
  if (resources.claims?.length) at.at('claims').forbidden('claims may not be set for Resources at pod-level')
  validateLimits(limits, checkPodResource, at)
  validateRequests(requests, limits, checkPodResource, at)
  if (resources.claims) validateClaims(resources.claims, claims, at.at('claims'))
  validateAggregate(spec, requests, at)
  validateContainerLimits(spec, limits, at)
}

function validateAggregate(
  spec: types.PodSpec,
  requests: Readonly<Record<string, types.Quantity>>,
  errors: FieldErrors,
): void {
  for (const name of Object.keys(requests)) {
    if (!isPodResource(name) || !isRequested(spec, name)) continue
    const aggregate = aggregateRequests(spec, name)
    if (compareQuantity(aggregate, parseQuantity(requests[name]!)) > 0)
      errors
        .at('requests')
        .key(name)
        .invalid(
          formatQuantity(parseQuantity(requests[name]!)),
          `must be greater than or equal to aggregate container requests of ${formatQuantity(aggregate)}`,
        )
  }
}

const isRequested = ({ containers, initContainers = [] }: types.PodSpec, name: string) =>
  [...(containers ?? []), ...initContainers].some(({ resources }) => resources?.requests?.[name] !== undefined)

/** What the containers ask for together at the pod's greediest moment. */
export function aggregateRequests({ containers, initContainers = [] }: types.PodSpec, name: string): Quantity {
  const request = ({ resources }: types.Container) => parseQuantity(resources?.requests?.[name] ?? '0')
  let running = quantityOf(0)
  for (const container of containers ?? []) running = addQuantity(running, request(container))
  let sidecars = quantityOf(0)
  let most = quantityOf(0)
  for (const container of initContainers) {
    let now = addQuantity(sidecars, request(container))
    if (container.restartPolicy === 'Always') sidecars = now
    else now = addQuantity(sidecars, request(container))
    if (compareQuantity(now, most) > 0) most = now
  }
  running = addQuantity(running, sidecars)
  return compareQuantity(running, most) >= 0 ? running : most
}

function validateContainerLimits(
  { containers, initContainers = [] }: types.PodSpec,
  podLimits: Readonly<Record<string, types.Quantity>>,
  errors: FieldErrors,
): void {
  for (const [list, items] of [
    ['containers', containers ?? []],
    ['initContainers', initContainers],
  ] as const)
    for (const [index, { resources }] of items.entries())
      for (const [name, limit] of Object.entries(resources?.limits ?? {})) {
        const podLimit = podLimits[name]
        if (podLimit === undefined || !isPodResource(name)) continue
        if (compareQuantity(parseQuantity(limit), parseQuantity(podLimit)) > 0)
          errors
            .at(list, index)
            .key(name)
            .at('limits')
            .invalid(
              formatQuantity(parseQuantity(limit)),
              `must be less than or equal to pod limits of ${formatQuantity(parseQuantity(podLimit))}`,
            )
      }
}
