import { deepEqual } from '../../apimachinery/deep.ts'
import type { ObjectMeta } from '../../apimachinery/object.ts'

/**
 * Drops owners that are named more than once, and says so.
 * @param warnings what the client is told
 * @param when which of the writer and of those who look at the write named them again; empty for the writer
 */
export function dropRepeatedOwners(
  metadata: Partial<ObjectMeta>,
  warnings: string[],
  when: '' | ' after mutating admission happens',
): void {
  const owners = metadata.ownerReferences
  if (!owners || owners.length < 2) return
  const isRepeated = (index: number) => owners.findIndex((one) => deepEqual(one, owners[index])) < index
  const repeated = owners.filter((_, index) => isRepeated(index))
  if (repeated.length === 0) return
  metadata.ownerReferences = owners.filter((_, index) => !isRepeated(index))
  const uids = repeated.map(({ uid }) => uid).join(', ')
  warnings.push(
    `.metadata.ownerReferences contains duplicate entries${when}; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${uids}`,
  )
}
