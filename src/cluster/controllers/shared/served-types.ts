import type { ResourceType } from '../../apimachinery/object.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { CustomResourceDefinition } from '../../resources/generated/types.ts'

/** Served, but answers to questions or second views of the same objects. */
const NOT_STORED: ReadonlySet<ResourceType> = new Set<ResourceType>([
  kinds.Binding,
  kinds.ComponentStatus,
  kinds.EventsEvent,
  kinds.LocalSubjectAccessReview,
  kinds.SelfSubjectAccessReview,
  kinds.SelfSubjectReview,
  kinds.SelfSubjectRulesReview,
  kinds.SubjectAccessReview,
  kinds.TokenReview,
  kinds.V1HorizontalPodAutoscaler,
])

/** The built-in kinds whose objects are stored, each once. */
export const builtInTypes: readonly ResourceType[] = Object.values(kinds).filter((type) => !NOT_STORED.has(type))

/** The kind that a definition serves, in the version that it stores; `undefined` before it is established. */
export function customType({ spec, status }: CustomResourceDefinition): ResourceType | undefined {
  const established = status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True')
  const version =
    spec.versions.find(({ served, storage }) => served && storage) ?? spec.versions.find(({ served }) => served)
  if (!established || !version) return undefined
  const { group, names, scope } = spec
  return { group, version: version.name, kind: names.kind, plural: names.plural, namespaced: scope === 'Namespaced' }
}
