import { dictionary } from '../dictionary.ts'
import type { ClusterRecord } from './model/cluster.ts'

/** EKS in one region: clusters by name. */
export interface EksState {
  clusters: Record<string, ClusterRecord>
}

/** EKS in a region nobody has used yet. */
export const emptyEksState = (): EksState => ({ clusters: dictionary() })
