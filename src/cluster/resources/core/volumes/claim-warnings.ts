import type * as types from '../../generated/types.ts'
import { fractionText, isFraction } from '../pod-spec/warnings.ts'

const OLD_CLASS = 'volume.beta.kubernetes.io/storage-class'

/** What to warn the author of a claim in a template of. Verbatim: the path of the amount lacks `spec`. */
export function claimWarnings({ spec }: types.PersistentVolumeClaim, path: string): string[] {
  const storage = spec?.resources?.requests?.['storage']
  return storage !== undefined && isFraction(storage)
    ? [`${path}.resources.requests[storage]: ${fractionText(storage)}`]
    : []
}

/** The annotation that the field `storageClassName` has replaced. */
export function classAnnotationWarnings(annotations: Readonly<Record<string, string>> | undefined): string[] {
  return annotations?.[OLD_CLASS] === undefined
    ? []
    : [`metadata.annotations[${OLD_CLASS}]: deprecated since v1.8; use "storageClassName" attribute instead`]
}
