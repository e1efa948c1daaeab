import { deepEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { Mutable } from '../define-resource.ts'
import type * as types from '../generated/types.ts'
import { printedMap } from '../shared/internal-form.ts'
import { isUsableSelector, printedSelector } from '../shared/label-selector.ts'

const CONTROLLER_UID = 'batch.kubernetes.io/controller-uid'
const JOB_NAME = 'batch.kubernetes.io/job-name'
const LEGACY_CONTROLLER_UID = 'controller-uid'
const LEGACY_JOB_NAME = 'job-name'

/** Makes the job's pods findable, unless its author says how to find them. */
export function generateSelector({ metadata, spec }: Mutable<types.Job>): void {
  if (spec!.manualSelector) return
  const template = spec!.template
  const generated = {
    [CONTROLLER_UID]: metadata.uid,
    [LEGACY_CONTROLLER_UID]: metadata.uid,
    [JOB_NAME]: metadata.name,
    [LEGACY_JOB_NAME]: metadata.name,
  }
  // What the author wrote stays, for the rules to refuse.
  template.metadata = { ...template.metadata, labels: { ...generated, ...template.metadata?.labels } }
  spec!.selector = {
    ...spec!.selector,
    matchLabels: { [CONTROLLER_UID]: metadata.uid, ...spec!.selector?.matchLabels },
  }
}

/** A generated selector is exactly what would be generated; `errors` stands at the job. */
export function validateGeneratedSelector({ metadata, spec }: types.Job, errors: FieldErrors): void {
  const { manualSelector, selector, template } = spec!
  if (manualSelector || !selector) return
  const labels = template.metadata?.labels
  const at = errors.at('spec', 'template', 'metadata', 'labels')
  const expected = [
    [LEGACY_CONTROLLER_UID, metadata.uid],
    [LEGACY_JOB_NAME, metadata.name],
    [CONTROLLER_UID, metadata.uid],
    [JOB_NAME, metadata.name],
  ] as const
  for (const [key, value] of expected) {
    if (labels?.[key] === undefined) at.key(key).required(`must be '${value}'`)
    else if (labels[key] !== value) at.key(key).invalid(printedMap(labels), `must be '${value}'`)
  }
  if (isUsableSelector(selector) && !deepEqual(selector, { matchLabels: { [CONTROLLER_UID]: metadata.uid } }))
    errors.at('spec', 'selector').invalid(printedSelector(selector), '`selector` not auto-generated')
}
