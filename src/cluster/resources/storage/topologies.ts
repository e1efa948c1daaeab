import { deepEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkQualifiedName, report } from '../../apimachinery/names.ts'
import type * as types from '../generated/types.ts'

/** Rules of the places where volumes of a class may be; `errors` stands at the list. */
export function validateTopologies(topologies: readonly types.TopologySelectorTerm[] = [], errors: FieldErrors): void {
  // Verbatim: the list that terms are compared to starts with as many empty terms, so that an empty one is as often a duplicate.
  const seen: object[] = topologies.map(() => ({}))
  for (const [index, { matchLabelExpressions = [] }] of topologies.entries()) {
    const at = errors.at(index, 'matchLabelExpressions')
    const before = errors.list.length
    const keys = new Set<string>()
    for (const [number, { key, values }] of matchLabelExpressions.entries()) {
      validateValues(values ?? [], at.at(number, 'values'))
      report(at.at(number, 'key'), key, checkQualifiedName(key))
      if (keys.has(key)) at.at(number, 'key').duplicate(key)
      keys.add(key)
    }
    if (errors.list.length > before) continue
    const term = Object.fromEntries(matchLabelExpressions.map(({ key, values }) => [key, (values ?? []).toSorted()]))
    // Verbatim: no value is shown.
    for (const other of seen) if (deepEqual(other, term)) at.duplicate('')
    seen.push(term)
  }
}

function validateValues(values: readonly string[], errors: FieldErrors): void {
  if (values.length === 0) errors.required()
  const seen = new Set<string>()
  for (const [index, value] of values.entries()) {
    if (seen.has(value)) errors.at(index).duplicate(value)
    seen.add(value)
  }
}
