import { formatQuantity, parseQuantity, roundUpToMilli } from '../../apimachinery/quantity.ts'
import type { Quantity } from '../generated/types.ts'

/** Rounds amounts of resources up, in place: nothing finer than a thousandth can be asked for. */
export function roundAmounts(amounts: Record<string, Quantity> | undefined): void {
  for (const name in amounts) {
    const quantity = parseQuantity(amounts[name]!)
    const rounded = roundUpToMilli(quantity)
    if (rounded !== quantity) amounts[name] = formatQuantity(rounded)
  }
}
