import { defineResource } from '../define-resource.ts'
import { DeviceClass } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { validateConfiguration } from './device-configuration.ts'
import { validateSelectors } from './device-selectors.ts'

export const deviceClass = defineResource<types.DeviceClass>({
  type: DeviceClass,
  returnsDeleted: true,
  validate({ spec }, errors) {
    const at = errors.at('spec')
    validateSelectors(spec?.selectors, at.at('selectors'))
    for (const [index, configuration] of (spec?.config ?? []).entries())
      validateConfiguration(configuration, at.at('config', index))
  },
  columns: [nameColumn, ageColumn],
})
