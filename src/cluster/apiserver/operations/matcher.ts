import { badRequest } from '../../apimachinery/errors.ts'
import type { KubeObject } from '../../apimachinery/object.ts'
import { parseFieldSelector } from '../../apimachinery/field-selectors.ts'
import { parseLabelSelector } from '../../apimachinery/selectors.ts'
import type { ServedResource } from '../served-resource.ts'

export interface Selectors {
  labelSelector?: string
  fieldSelector?: string
}

/** A predicate over stored objects. */
export type Matcher = (stored: KubeObject) => boolean

const everything: Matcher = () => true

/** @throws StatusError BadRequest for a selector that does not parse or names a field that the kind cannot be selected by. */
export function createMatcher(resource: ServedResource, { labelSelector, fieldSelector }: Selectors): Matcher {
  const tests: Matcher[] = []
  if (labelSelector) {
    const selector = parseLabelSelector(labelSelector)
    tests.push((stored) => selector.matches(stored.metadata.labels ?? {}))
  }
  for (const { field, operator, value } of fieldSelector ? parseFieldSelector(fieldSelector) : []) {
    const read = fieldReader(resource, field)
    const wanted = operator !== '!='
    tests.push((stored) => (read(stored) === value) === wanted)
  }
  if (tests.length === 0) return everything
  if (tests.length === 1) return tests[0]!
  return (stored) => tests.every((test) => test(stored))
}

function fieldReader(resource: ServedResource, field: string): (stored: KubeObject) => string {
  if (field === 'metadata.name') return (stored) => stored.metadata.name
  const { selectableFields } = resource.definition
  // Verbatim: kinds without fields of their own have that of a namespace, even where they are in none.
  const inNamespace = resource.type.namespaced || !(resource.custom || selectableFields)
  if (field === 'metadata.namespace' && inNamespace) return (stored) => stored.metadata.namespace ?? ''
  const read = selectableFields?.[field]
  if (read) return read
  if (resource.custom) throw badRequest(`field label not supported: ${field}`)
  throw badRequest(unknownFieldText(resource, field))
}

// The generic text, and that of kinds with selectable fields of their own.
function unknownFieldText(resource: ServedResource, field: string): string {
  const { unknownFieldText: own } = resource.definition
  if (own) return own(field)
  return resource.definition.selectableFields
    ? `field label not supported: ${field}`
    : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`
}
