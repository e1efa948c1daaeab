import { semanticEqual } from '../../../apimachinery/deep.ts'
import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import type * as types from '../../generated/types.ts'
import { qosClass } from '../pod-status.ts'

type Containers = readonly types.Container[]

/** What the `resize` endpoint takes of a pod that it is sent: what its containers ask for. */
export function takeResize(pod: types.Pod, old: types.Pod): types.PodSpec {
  const resized = (containers: Containers | undefined, before: Containers | undefined) =>
    containers?.map((container, index) => {
      const known = before?.[index]
      if (known?.name !== container.name) return container
      const { resources, resizePolicy } = container
      const { resizePolicy: _, ...rest } = known
      return { ...rest, ...(resources && { resources }), ...(resizePolicy && { resizePolicy }) }
    })
  const initContainers = resized(pod.spec!.initContainers, old.spec!.initContainers)
  return {
    ...old.spec!,
    containers: resized(pod.spec!.containers, old.spec!.containers) ?? [],
    ...(initContainers && { initContainers }),
  }
}

/** Rules of a change to what a running pod's containers ask for; `errors` stands at the pod's spec. */
export function validateResize(pod: types.Pod, old: types.Pod, errors: FieldErrors): void {
  const { spec } = pod
  if (qosClass(spec!) !== (old.status?.qosClass ?? qosClass(old.spec!)))
    errors.invalid(pod.status?.qosClass ?? '', 'Pod QOS Class may not change as a result of resizing')
  // A kubelet that resizes says of what runs what it was given.
  if (old.status?.containerStatuses?.some(({ state, resources }) => state?.running && !resources))
    errors.forbidden('Pod running on node without support for resize')
  if (!validateOrder(spec!.containers, old.spec!.containers, errors.at('containers'), 'containers')) return
  const initContainers = spec!.initContainers ?? []
  const oldInitContainers = old.spec!.initContainers ?? []
  if (!validateOrder(initContainers, oldInitContainers, errors.at('initContainers'), 'initContainers')) return
  validateRemoved(spec!.containers, old.spec!.containers, errors.at('containers'))
  validateRemoved(initContainers.filter(isSidecar), oldInitContainers.filter(isSidecar), errors.at('initContainers'))
  const before = old.spec!.containers
  const isOdd = (container: types.Container, index: number) => changesMore(container, before[index]!)
  if (spec!.containers.some(isOdd)) return errors.forbidden('only cpu and memory resources are mutable')
  for (const [index, container] of initContainers.entries()) {
    const known = oldInitContainers[index]!
    if (isSidecar(container)) {
      if (changesMore(container, known))
        return errors.forbidden('only cpu and memory resources for sidecar containers are mutable')
    } else if (!semanticEqual(container.resources, known.resources))
      return errors.forbidden('resources for non-sidecar init containers are immutable')
  }
}

const isSidecar = ({ restartPolicy }: types.Container) => restartPolicy === 'Always'

/** @returns whether each container stands where it stood. */
function validateOrder(
  containers: Containers,
  old: Containers,
  errors: FieldErrors,
  what: 'containers' | 'initContainers',
): boolean {
  const noun = what === 'containers' ? 'containers' : 'initContainers'
  if (containers.length !== old.length) {
    errors.forbidden(`${noun} may not be added or removed on resize`)
    return false
  }
  let isKept = true
  for (const [index, { name }] of containers.entries())
    if (name !== old[index]!.name) {
      errors.at(index, 'name').forbidden(`${noun} may not be renamed or reordered on resize`)
      isKept = false
    }
  return isKept
}

function validateRemoved(containers: Containers, old: Containers, errors: FieldErrors): void {
  for (const [index, { resources: before }] of old.entries()) {
    const { resources } = containers[index]!
    for (const part of ['requests', 'limits'] as const)
      if (Object.keys(before?.[part] ?? {}).some((name) => resources?.[part]?.[name] === undefined))
        errors.at(index, 'resources', part).forbidden(`resource ${part} cannot be removed`)
  }
}

/** Whether more than processors and memory change. Verbatim: claims do not count. */
function changesMore(container: types.Container, old: types.Container): boolean {
  const others = ({ resources, ...rest }: types.Container) => ({
    ...rest,
    limits: withoutMutable(resources?.limits),
    requests: withoutMutable(resources?.requests),
  })
  return !semanticEqual(others(container), others(old))
}

function withoutMutable(amounts: Readonly<Record<string, types.Quantity>> = {}) {
  const { cpu: _cpu, memory: _memory, ...rest } = amounts
  return rest
}
