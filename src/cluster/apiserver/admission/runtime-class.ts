import { semanticEqual } from '../../apimachinery/deep.ts'
import { forbidden } from '../../apimachinery/errors.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { Pod } from '../../resources/generated/types.ts'
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin } from './admission.ts'

/** Gives pods the overhead, node selector and tolerations of their RuntimeClass. */
export const runtimeClass: AdmissionPlugin = {
  name: 'RuntimeClass',
  mutate(attributes, context) {
    if (!concerns(attributes)) return
    const { spec } = attributes.object as unknown as Pod
    const found = classOf(attributes, context)
    if (!found) return
    const overhead = found.overhead?.podFixed
    if (overhead) {
      if (spec!.overhead && !semanticEqual(spec!.overhead, overhead))
        throw reject(attributes, `Pod's Overhead doesn't match RuntimeClass's defined Overhead`)
      spec!.overhead = overhead
    }
    const { nodeSelector, tolerations } = found.scheduling ?? {}
    for (const [key, value] of Object.entries(nodeSelector ?? {})) {
      const own = spec!.nodeSelector?.[key]
      if (own !== undefined && own !== value)
        throw forbidden(
          attributes.resource.type,
          attributes.name,
          `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${own}`,
        )
    }
    if (nodeSelector) spec!.nodeSelector = { ...spec!.nodeSelector, ...nodeSelector }
    if (tolerations) spec!.tolerations = [...(spec!.tolerations ?? []), ...tolerations]
  },
  validate(attributes, context) {
    if (!concerns(attributes)) return
    const { spec } = attributes.object as unknown as Pod
    const overhead = classOf(attributes, context)?.overhead?.podFixed
    if (spec!.overhead && !overhead)
      throw reject(attributes, 'Pod Overhead set without corresponding RuntimeClass defined Overhead')
  },
}

const concerns = ({ resource, subresource, operation, object }: AdmissionAttributes) =>
  resource.type.group === '' &&
  resource.type.plural === 'pods' &&
  subresource === '' &&
  operation === 'CREATE' &&
  object !== undefined

function classOf(attributes: AdmissionAttributes, context: AdmissionContext) {
  const name = (attributes.object as unknown as Pod).spec!.runtimeClassName
  if (!name) return undefined
  const found = context.read(kinds.RuntimeClass, name)
  if (!found) throw reject(attributes, `RuntimeClass ${JSON.stringify(name)} not found`)
  return found
}

const reject = ({ resource, object }: AdmissionAttributes, detail: string) =>
  forbidden(resource.type, object!.metadata.name ?? '', `pod rejected: ${detail}`)
