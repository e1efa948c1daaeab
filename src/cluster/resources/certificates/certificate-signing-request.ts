import { toSeconds } from '#base'
import { defineResource, type Mutable } from '../define-resource.ts'
import { CertificateSigningRequest } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { duration } from '../shared/age.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { validateDecisions, validateNoApproval, validateSigningRequest } from './signing-request-rules.ts'

export const certificateSigningRequest = defineResource<types.CertificateSigningRequest>({
  type: CertificateSigningRequest,
  generation: 'none',
  clientsOwnNoSpec: true,
  prepareForCreate(object, { user }) {
    const { uid: _uid, extra: _extra, ...spec } = object.spec
    // Who asks is not theirs to say.
    const extra: Record<string, string[]> = {}
    for (const [key, values] of Object.entries(user.extra ?? {})) extra[key] = [...values]
    object.spec = { ...spec, username: user.name, groups: [...user.groups], ...(user.extra && { extra }) }
    object.status = {}
  },
  prepareForUpdate(object, old, { subresource, now }) {
    object.spec = old.spec
    if (subresource === 'approval') keepCertificate(object, old)
    if (subresource !== '') fillTimes(object, old, toSeconds(now))
  },
  validate: validateSigningRequest,
  validateUpdate(object, old, errors, { subresource }) {
    validateSigningRequest(object, errors)
    validateDecisions(object, old, errors)
    if (subresource !== 'approval') validateNoApproval(object, old, errors)
  },
  selectableFields: { 'spec.signerName': ({ spec }) => spec?.signerName ?? '' },
  columns: [
    nameColumn,
    ageColumn,
    { name: 'SignerName', value: ({ spec }) => spec.signerName ?? '' },
    { name: 'Requestor', value: ({ spec }) => spec.username ?? '' },
    {
      name: 'RequestedDuration',
      value: ({ spec }) => (spec.expirationSeconds === undefined ? '<none>' : duration(spec.expirationSeconds * 1000)),
    },
    { name: 'Condition', value: conditionText },
  ],
})

function conditionText({ status }: types.CertificateSigningRequest): string {
  const has = (wanted: string) => status?.conditions?.some(({ type }) => type === wanted)
  const decision = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending'
  return `${decision}${has('Failed') ? ',Failed' : ''}${status?.certificate ? ',Issued' : ''}`
}

/** Who approves does not sign. */
function keepCertificate(object: Mutable<types.CertificateSigningRequest>, old: types.CertificateSigningRequest): void {
  const { certificate: _certificate, ...status } = object.status ?? {}
  const kept = old.status?.certificate
  object.status = { ...status, ...(kept !== undefined && { certificate: kept }) }
}

function fillTimes(
  object: Mutable<types.CertificateSigningRequest>,
  old: types.CertificateSigningRequest,
  now: string,
): void {
  const conditions = object.status?.conditions?.map((condition) => {
    const before = old.status?.conditions?.find(({ type }) => type === condition.type)
    const since = before?.status === condition.status ? before.lastTransitionTime : undefined
    return {
      ...condition,
      lastUpdateTime: condition.lastUpdateTime ?? now,
      lastTransitionTime: condition.lastTransitionTime ?? since ?? now,
    }
  })
  if (conditions) object.status = { ...object.status, conditions }
}
