import type { JsonObject } from '../../apimachinery/object.ts'
import type * as types from '../generated/types.ts'
import { internalForm, type Shape } from './internal-form.ts'

const REFERENCE: Shape = [
  ['Kind', 'kind', ''],
  ['Namespace', 'namespace', ''],
  ['Name', 'name', ''],
  ['UID', 'uid', ''],
  ['APIVersion', 'apiVersion', ''],
  ['ResourceVersion', 'resourceVersion', ''],
  ['FieldPath', 'fieldPath', ''],
]

/** A reference to an object as messages show it. */
export function internalReference(reference: types.ObjectReference): JsonObject {
  return internalForm(reference, REFERENCE)
}
