import type * as types from '../../generated/types.ts'
import { fractionText, isFraction } from '../pod-spec/warnings.ts'

/** What to warn the author of a claim of. @param path of its spec. Verbatim: in templates that lacks `spec`. */
export function claimWarnings({ spec }: types.PersistentVolumeClaim, path: string): string[] {
  return (['requests', 'limits'] as const).flatMap((field) => {
    const storage = spec?.resources?.[field]?.['storage']
    return storage !== undefined && isFraction(storage)
      ? [`${path}.resources.${field}[storage]: ${fractionText(storage)}`]
      : []
  })
}
