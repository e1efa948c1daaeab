import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkLabel, checkSubdomain } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { internalForm, type Shape } from '../../shared/internal-form.ts'
import { checkName, requireName } from '../../shared/rules.ts'

const CLAIM: Shape = [
  ['Name', 'name', ''],
  ['ResourceClaimName', 'resourceClaimName', null],
  ['ResourceClaimTemplateName', 'resourceClaimTemplateName', null],
]

/** Rules of the devices that a pod claims; `errors` stands at `resourceClaims`. */
export function validatePodClaims(claims: readonly types.PodResourceClaim[], errors: FieldErrors): void {
  const names = new Set<string>()
  for (const [index, claim] of claims.entries()) {
    const { name, resourceClaimName, resourceClaimTemplateName } = claim
    const at = errors.at(index)
    if (name && names.has(name)) at.at('name').duplicate(name)
    else requireName(name, checkLabel, at.at('name'))
    names.add(name)
    if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined)
      at.invalid(
        internalForm(claim, CLAIM),
        'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified',
      )
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined)
      at.invalid(internalForm(claim, CLAIM), 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`')
    checkName(resourceClaimName, checkSubdomain, at.at('resourceClaimName'))
    checkName(resourceClaimTemplateName, checkSubdomain, at.at('resourceClaimTemplateName'))
  }
}
