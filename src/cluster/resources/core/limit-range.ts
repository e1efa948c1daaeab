import { defineResource } from '../define-resource.ts'
import { LimitRange } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { defaultColumns } from '../shared/columns.ts'
import { validateLimits } from './limits.ts'

export const limitRange = defineResource<types.LimitRange>({
  type: LimitRange,
  createOnUpdate: true,
  generation: 'none',
  metadataRules: { updateChecks: 'thrice' },
  defaults({ spec }) {
    for (const limit of spec!.limits ?? []) if (limit.type === 'Container') defaultLimit(limit)
  },
  // Verbatim: alone of all kinds it needs no name.
  prepareForCreate({ metadata }, { uuid }) {
    metadata.name ||= uuid()
  },
  validate: ({ spec }, errors) => validateLimits(spec!.limits ?? [], errors.at('spec', 'limits')),
  columns: defaultColumns,
})

/** What containers get by default lies within what they may have. */
function defaultLimit(limit: types.LimitRangeItem): void {
  const defaults = { ...limit.max, ...limit.default }
  const requests = { ...limit.min, ...defaults, ...limit.defaultRequest }
  if (Object.keys(defaults).length > 0) limit.default = defaults
  if (Object.keys(requests).length > 0) limit.defaultRequest = requests
}
