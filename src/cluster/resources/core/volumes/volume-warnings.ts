import type * as types from '../../generated/types.ts'
import { OLD_VOLUMES, oldLabelWarning } from '../pod-spec/warnings.ts'

const CLASS = 'volume.beta.kubernetes.io/storage-class'
const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options'

/** What to warn of in annotations that fields have replaced. */
export function classAnnotationWarnings(annotations: Readonly<Record<string, string>> = {}): string[] {
  return annotations[CLASS] === undefined
    ? []
    : [`metadata.annotations[${CLASS}]: deprecated since v1.8; use "storageClassName" attribute instead`]
}

/** What to warn the author of a volume of. */
export function volumeWarnings({ metadata, spec }: types.PersistentVolume): string[] {
  const volume = spec!
  const list = classAnnotationWarnings(metadata.annotations)
  if (metadata.annotations?.[MOUNT_OPTIONS] !== undefined)
    list.push(`metadata.annotations[${MOUNT_OPTIONS}]: deprecated since v1.31; use "mountOptions" attribute instead`)
  if (volume.persistentVolumeReclaimPolicy === 'Recycle')
    list.push(
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
    )
  for (const [name, text] of Object.entries(OLD_VOLUMES))
    if (!UNMENTIONED.has(name) && (volume as Record<string, unknown>)[name] !== undefined)
      list.push(`spec.${PATHS[name] ?? name}: ${text}`)
  const terms = volume.nodeAffinity?.required?.nodeSelectorTerms ?? []
  for (const [index, { matchExpressions }] of terms.entries())
    for (const [number, { key }] of (matchExpressions ?? []).entries()) {
      const text = oldLabelWarning(key)
      if (text)
        list.push(
          `spec.nodeAffinity.required.nodeSelectorTerms[${index}].matchExpressions[${number}].key: ${key} is ${text}`,
        )
    }
  return list
}

// Verbatim: of these only pods are told.
const UNMENTIONED: ReadonlySet<string> = new Set(['flocker', 'quobyte'])
// Verbatim: the wire spells it otherwise.
const PATHS: Readonly<Record<string, string>> = { storageos: 'storageOS' }
