import { forbidden, StatusError } from '../../apimachinery/errors.ts'
import type { ResourceType } from '../../apimachinery/object.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { Pod, PodSpec, PriorityClass } from '../../resources/generated/types.ts'
import { SYSTEM_CLASSES } from '../../resources/scheduling/priority-class.ts'
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin } from './admission.ts'

/** Works out a pod's priority from its class; there is one default class at most. */
export const priority: AdmissionPlugin = {
  name: 'Priority',
  mutate(attributes, context) {
    const { resource, operation, subresource, object, oldObject } = attributes
    if (subresource !== '' || resource.type.plural !== 'pods' || resource.type.group !== '' || !object) return
    const spec = (object as unknown as Pod).spec!
    if (operation === 'UPDATE') return keepDecision(spec, (oldObject as unknown as Pod).spec!)
    if (operation !== 'CREATE') return
    const found = classOf(attributes, context, spec.priorityClassName ?? '')
    if (found) spec.priorityClassName = found.metadata.name
    const value = found?.value ?? 0
    if (spec.priority !== undefined && spec.priority !== value)
      throw forbidden(
        resource.type,
        object.metadata.name,
        `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
      )
    spec.priority = value
    const policy = found?.preemptionPolicy ?? 'PreemptLowerPriority'
    if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy)
      throw forbidden(
        resource.type,
        object.metadata.name,
        `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${policy} from the given PriorityClass name`,
      )
    spec.preemptionPolicy = policy
  },
  validate({ resource, object, oldObject, operation, name }, context) {
    if (resource.type.plural !== 'priorityclasses') return
    if (operation === 'DELETE') return refuseSystemClass(resource.type, name)
    if (!object) return
    const wanted = object as unknown as PriorityClass
    if (!wanted.globalDefault) return
    for (const other of context.readAll(kinds.PriorityClass)) {
      if (!other.globalDefault || other.metadata.name === (oldObject ?? object).metadata.name) continue
      throw forbidden(
        resource.type,
        wanted.metadata.name,
        `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`,
      )
    }
  },
}

function refuseSystemClass(type: ResourceType, name: string): void {
  if (Object.hasOwn(SYSTEM_CLASSES, name))
    throw forbidden(type, name, 'this is a system priority class and cannot be deleted')
}

/** A client that replaces a pod need not know what was worked out. */
function keepDecision(spec: PodSpec, { priority, preemptionPolicy }: PodSpec): void {
  if (priority !== undefined) spec.priority ??= priority
  if (preemptionPolicy !== undefined) spec.preemptionPolicy ??= preemptionPolicy
}

function classOf(
  { resource, object }: AdmissionAttributes,
  context: AdmissionContext,
  name: string,
): PriorityClass | undefined {
  if (name !== '') {
    const found = context.read(kinds.PriorityClass, name)
    if (!found) {
      const refusal = forbidden(
        resource.type,
        object!.metadata.name ?? '',
        `no PriorityClass with name ${name} was found`,
      )
      throw new StatusError(refusal.code, refusal.reason, refusal.message, refusal.details)
    }
    return found
  }
  let lowest: PriorityClass | undefined
  for (const candidate of context.readAll(kinds.PriorityClass))
    if (candidate.globalDefault && (!lowest || candidate.value < lowest.value)) lowest = candidate
  return lowest
}
