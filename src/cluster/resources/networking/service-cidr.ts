import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { defineResource } from '../define-resource.ts'
import { ServiceCIDR } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { checkStrictCidr, parseCidr } from '../shared/ip.ts'
import { checkName } from '../shared/rules.ts'

const MAX_CIDRS = 2

export const serviceCidr = defineResource<types.ServiceCIDR>({
  type: ServiceCIDR,
  generation: 'none',
  keepsStatusOnCreate: true,
  keepsStatusOnUpdate: true,
  statusKeepsMetadata: 'all',
  statusOwnsAll: true,
  validate: ({ spec }, errors) => validateCidrs(spec?.cidrs ?? [], errors.at('spec', 'cidrs')),
  validateUpdate({ spec }, old, errors) {
    const [cidrs, before] = [spec?.cidrs ?? [], old.spec?.cidrs ?? []]
    const at = errors.at('spec', 'cidrs')
    if (cidrs.length < before.length || (before.length === 0 && cidrs.length > 0))
      return at.invalid(spec?.cidrs, 'field is immutable')
    for (const [index, cidr] of before.entries())
      if (cidrs[index] !== cidr) at.at(index).invalid(cidrs[index], 'field is immutable')
    // Those that were there are as they were.
    if (cidrs.length > before.length) validateCidrs(cidrs, at)
  },
  validateStatusUpdate: () => undefined,
  columns: [nameColumn, { name: 'CIDRs', value: ({ spec }) => (spec?.cidrs ?? []).join(',') }, ageColumn],
})

function validateCidrs(cidrs: readonly string[], errors: FieldErrors): void {
  if (cidrs.length === 0) return errors.required('at least one CIDR required')
  // Verbatim: the whole specification is shown here.
  if (cidrs.length > MAX_CIDRS) return errors.invalid({ CIDRs: cidrs }, 'may only hold up to 2 values')
  for (const [index, cidr] of cidrs.entries()) checkName(cidr, checkStrictCidr, errors.at(index))
  const families = cidrs.map((cidr) => parseCidr(cidr)?.address.family)
  if (families.length === 2 && families[0] !== undefined && families[0] === families[1])
    errors.invalid(cidrs, 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64')
}
