import type { NodeInfo } from '../node-info.ts'
import { MAX_SCORE, type SchedulerPlugin } from '../plugin.ts'

const MB = 1024 * 1024
const LEAST_BYTES = 23 * MB
const MOST_BYTES_PER_CONTAINER = 1000 * MB

interface State {
  /** How many nodes have each image. */
  spread: Map<string, number>
  total: number
}

/** Prefers nodes that have the images, the more so the larger they are. */
export const imageLocality: SchedulerPlugin = {
  name: 'ImageLocality',
  wakesOn: [],
  preScore({ pod }, state, _nodes, snapshot) {
    const spread = new Map<string, number>()
    for (const { image = '' } of pod.spec!.containers) {
      const name = normalized(image)
      spread.set(name, snapshot.imageHolders.get(name) ?? 0)
    }
    if ([...spread.values()].every((count) => count === 0)) return 'skip'
    state.set(this.name, { spread, total: snapshot.nodes.length } satisfies State)
    return undefined
  },
  score({ pod }, node, state) {
    const { spread, total } = state.get(imageLocality.name) as State
    let bytes = 0
    for (const { image = '' } of pod.spec!.containers) bytes += presentBytes(node, normalized(image), spread, total)
    const most = MOST_BYTES_PER_CONTAINER * pod.spec!.containers.length
    const within = Math.min(Math.max(bytes, LEAST_BYTES), most)
    return Math.floor((MAX_SCORE * (within - LEAST_BYTES)) / (most - LEAST_BYTES))
  },
}

// Weighted by how many nodes have the image, so that a lone holder does not draw every pod.
function presentBytes(node: NodeInfo, name: string, spread: ReadonlyMap<string, number>, total: number): number {
  return Math.floor(((node.images.get(name) ?? 0) * (spread.get(name) ?? 0)) / total)
}

const normalized = (image: string) => (image.lastIndexOf(':') > image.lastIndexOf('/') ? image : `${image}:latest`)
