import { isReason } from '../../apimachinery/errors.ts'
import { CertificateSigningRequest } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch } from '../define-controller.ts'

const INTERVAL_MS = 600_000
const HOUR_MS = 3600_000
/** How long a request is kept after it got a condition; without one for a day. */
const KEPT_MS: Readonly<Record<string, number>> = { Approved: HOUR_MS, Denied: HOUR_MS, Failed: HOUR_MS }
const PENDING_MS = 24 * HOUR_MS

/** Deletes certificate signing requests that are done with. */
export const certificateCleaner = defineController({
  name: 'certificatesigningrequest-cleaner-controller',
  account: 'certificate-controller',
  workers: 1,
  watches: [watch(CertificateSigningRequest)],
  initialKeys: ['all'],
  async reconcile(_key, { cache, client, clock }) {
    for (const csr of cache(CertificateSigningRequest).list()) {
      if (!isOver(csr, clock.now())) continue
      try {
        await client.delete(CertificateSigningRequest, csr.metadata.name)
      } catch (error) {
        if (!isReason(error, 'NotFound')) throw error
      }
    }
    return INTERVAL_MS
  },
})

function isOver({ metadata, status }: types.CertificateSigningRequest, nowMs: number): boolean {
  const decided = status?.conditions?.filter(({ type }) => KEPT_MS[type] !== undefined) ?? []
  if (decided.length === 0) return nowMs - Date.parse(metadata.creationTimestamp) > PENDING_MS
  return decided.some(
    ({ type, lastUpdateTime }) => nowMs - Date.parse(lastUpdateTime ?? metadata.creationTimestamp) > KEPT_MS[type]!,
  )
}
