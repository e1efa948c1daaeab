import type * as types from '../../generated/types.ts'
import { fractionText, isFraction } from '../pod-spec/warnings.ts'

/** What to warn the author of a claim in a template of. Verbatim: the path of the amount lacks `spec`. */
export function claimWarnings({ spec }: types.PersistentVolumeClaim, path: string): string[] {
  const storage = spec?.resources?.requests?.['storage']
  return storage !== undefined && isFraction(storage)
    ? [`${path}.resources.requests[storage]: ${fractionText(storage)}`]
    : []
}
