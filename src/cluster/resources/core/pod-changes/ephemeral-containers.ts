import { semanticEqual } from '../../../apimachinery/deep.ts'
import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { goQuote } from '../../../apimachinery/go-text.ts'
import type * as types from '../../generated/types.ts'
import { valueDiff } from '../../shared/unified-diff.ts'
import { internalValue } from '../pod-spec/internal-pod-spec.ts'

/** Containers may join a running pod, and stay as they are from then on; `errors` stands at `ephemeralContainers`. */
export function validateAddedEphemeralContainers(
  containers: readonly types.EphemeralContainer[] = [],
  old: readonly types.EphemeralContainer[] = [],
  errors: FieldErrors,
): void {
  const byName = new Map(containers.map((container) => [container.name, container]))
  const printed = (container: types.EphemeralContainer) => internalValue(container, 'EphemeralContainer')
  for (const before of old) {
    const after = byName.get(before.name)
    const which = `existing ephemeral containers ${goQuote(before.name)}`
    if (!after) errors.forbidden(`${which} may not be removed\n`)
    else if (!semanticEqual(before, after))
      errors.forbidden(`${which} may not be changed\n${valueDiff(printed(before), printed(after))}`)
  }
}
