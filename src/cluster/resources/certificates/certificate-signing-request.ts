import { defineResource } from '../define-resource.ts'
import { CertificateSigningRequest } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { duration } from '../shared/age.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const certificateSigningRequest = defineResource<types.CertificateSigningRequest>({
  type: CertificateSigningRequest,
  generation: 'none',
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
