import type { Index } from '../../client/object-cache.ts'
import type { Pod } from '../../resources/generated/types.ts'

/** Pods by the node that they are bound to. */
export const byNode: Index<Pod> = ({ spec }) => (spec?.nodeName ? [spec.nodeName] : [])
