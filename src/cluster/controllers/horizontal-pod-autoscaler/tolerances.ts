import { parseQuantity, quantityMilliValue } from '../../apimachinery/quantity.ts'
import type * as types from '../../resources/generated/types.ts'
import type { Tolerances } from './replica-calculation.ts'

const DEFAULT = 0.1

/** How far usage may be from its target before anything is done. */
export function tolerancesOf({ spec }: types.HorizontalPodAutoscaler): Tolerances {
  const read = (rules: types.HPAScalingRules | undefined) =>
    rules?.tolerance === undefined ? DEFAULT : quantityMilliValue(parseQuantity(rules.tolerance)) / 1000
  return { up: read(spec?.behavior?.scaleUp), down: read(spec?.behavior?.scaleDown) }
}
