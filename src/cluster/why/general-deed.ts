import { deepEqual } from '../apimachinery/deep.ts'
import type { AnyObject } from '../apimachinery/object.ts'
import type { Change } from '../etcd/store.ts'
import type { Deed } from './story.ts'

/** What a write did, by what every kind has. */
export function generalDeed({ object, previous, deleted }: Change): Deed {
  if (deleted) return { verb: 'deleted' }
  if (!previous) return { verb: 'made' }
  const { metadata, ...fields } = object as AnyObject
  const { metadata: before, ...fieldsBefore } = previous as AnyObject
  if (metadata.deletionTimestamp && !before.deletionTimestamp) return { verb: 'marked for deletion' }
  const changed = Object.keys({ ...fields, ...fieldsBefore }).filter(
    (key) => !deepEqual(fields[key], fieldsBefore[key]),
  )
  const finalizers = (before.finalizers ?? []).filter((one) => !metadata.finalizers?.includes(one))
  if (finalizers.length > 0) return { verb: 'let go of', detail: ` (finalizer ${finalizers.join(', ')})` }
  if (changed.length === 0 || (changed.length === 1 && changed[0] === 'status'))
    return { verb: changed.length === 0 ? 'marked' : 'noted the state of', minor: true }
  return { verb: 'changed', detail: ` (${changed.filter((key) => key !== 'status').join(', ')})` }
}
