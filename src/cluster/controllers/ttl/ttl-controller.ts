import { Node } from '../../resources/generated/kinds.ts'
import { defineController, watch, type ControllerContext } from '../define-controller.ts'

const TTL = 'node.alpha.kubernetes.io/ttl'

/** How long kubelets may keep what they read, by the size of the cluster. The sizes overlap, so that a node more or less changes nothing. */
const STEPS: readonly { from: number; to: number; ttlSeconds: number }[] = [
  { from: 0, to: 100, ttlSeconds: 0 },
  { from: 90, to: 500, ttlSeconds: 15 },
  { from: 450, to: 1000, ttlSeconds: 30 },
  { from: 900, to: 2000, ttlSeconds: 60 },
  { from: 1800, to: Infinity, ttlSeconds: 300 },
]

/** The step that the cluster is at. */
interface Size {
  step: number
}

/** Writes on every node how long its kubelet may keep secrets and config maps. */
export const ttlController = defineController<Size>({
  name: 'ttl-controller',
  account: 'ttl-controller',
  state: () => ({ step: 0 }),
  watches: [
    watch(Node, ({ type, object }, context) => {
      const moved = moveStep(context)
      if (moved)
        return context
          .cache(Node)
          .list()
          .map(({ metadata }) => metadata.name)
      return type === 'deleted' || object.metadata.annotations?.[TTL] === wanted(context) ? [] : [object.metadata.name]
    }),
  ],
  async reconcile(name, context) {
    const node = context.cache(Node).get(name)
    if (!node || node.metadata.annotations?.[TTL] === wanted(context)) return undefined
    await context.client.patch(
      Node,
      name,
      { metadata: { annotations: { [TTL]: wanted(context) } } },
      { type: 'strategic' },
    )
    return undefined
  },
})

const wanted = ({ state }: ControllerContext<Size>) => String(STEPS[state.step]!.ttlSeconds)

function moveStep({ cache, state }: ControllerContext<Size>): boolean {
  const { size } = cache(Node)
  const before = state.step
  while (size > STEPS[state.step]!.to) state.step++
  while (size < STEPS[state.step]!.from) state.step--
  return state.step !== before
}
