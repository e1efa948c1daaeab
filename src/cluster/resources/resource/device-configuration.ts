import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkSubdomain } from '../../apimachinery/names.ts'
import type { DeviceClassConfiguration } from '../generated/types.ts'
import { requireName } from '../shared/rules.ts'

/** Rules of what a driver is told of devices. */
export function validateConfiguration({ opaque }: DeviceClassConfiguration, errors: FieldErrors): void {
  const at = errors.at('opaque')
  if (!opaque) return at.required()
  requireName(opaque.driver, checkSubdomain, at.at('driver'))
  const parameters: unknown = opaque.parameters
  if (parameters === undefined || parameters === null) at.at('parameters').required()
  else if (typeof parameters !== 'object' || Array.isArray(parameters))
    at.at('parameters').invalid('<value omitted>', 'must be a valid JSON object')
}
