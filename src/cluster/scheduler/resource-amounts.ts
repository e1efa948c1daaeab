import { parseQuantity, quantityMilliValue, quantityValue } from '../apimachinery/quantity.ts'
import type { Container, PodSpec } from '../resources/generated/types.ts'

/** Amounts as numbers: CPU in thousandths of a core, everything else in its own unit (bytes, pieces). */
export type Amounts = Map<string, number>

// The same few quantities appear in thousands of pods.
const parsed = new Map<string, number>()

/** The number behind a quantity of one resource. */
export function amountOf(resource: string, quantity: string | number): number {
  const key = resource === 'cpu' ? `m${quantity}` : String(quantity)
  let amount = parsed.get(key)
  if (amount === undefined) {
    const value = parseQuantity(quantity)
    amount = resource === 'cpu' ? quantityMilliValue(value) : quantityValue(value)
    if (parsed.size > 10_000) parsed.clear()
    parsed.set(key, amount)
  }
  return amount
}

/** A resource list as numbers. */
export function amountsOf(list: Readonly<Record<string, string | number>> | undefined): Amounts {
  const amounts: Amounts = new Map()
  for (const resource in list) amounts.set(resource, amountOf(resource, list[resource]!))
  return amounts
}

type Pick = (container: Container) => Readonly<Record<string, string | number>> | undefined

const requestsOf: Pick = (container) => container.resources?.requests

/**
 * What a pod takes of its node: the sum of its containers and sidecars, or of what an init container needs beside the
 * sidecars that run by then, whichever is more; a pod-level request takes the place of the sum; then the runtime's overhead.
 * @param assumed what to count for containers that request none of a resource.
 */
export function podRequests(spec: PodSpec, assumed?: ReadonlyMap<string, number>): Amounts {
  const total: Amounts = new Map()
  const sidecars: Amounts = new Map()
  const greatestInit: Amounts = new Map()
  for (const container of spec.containers) add(total, withAssumed(amountsOf(requestsOf(container)), assumed))
  for (const container of spec.initContainers ?? []) {
    const own = withAssumed(amountsOf(requestsOf(container)), assumed)
    if (container.restartPolicy === 'Always') {
      add(total, own)
      add(sidecars, own)
      raise(greatestInit, sidecars)
    } else {
      add(own, sidecars)
      raise(greatestInit, own)
    }
  }
  raise(total, greatestInit)
  for (const [resource, amount] of amountsOf(spec.resources?.requests)) total.set(resource, amount)
  add(total, amountsOf(spec.overhead))
  return total
}

function withAssumed(amounts: Amounts, assumed: ReadonlyMap<string, number> | undefined): Amounts {
  for (const [resource, amount] of assumed ?? []) if (!amounts.has(resource)) amounts.set(resource, amount)
  return amounts
}

export function add(total: Amounts, more: ReadonlyMap<string, number>, sign = 1): void {
  for (const [resource, amount] of more) total.set(resource, (total.get(resource) ?? 0) + sign * amount)
}

function raise(total: Amounts, other: ReadonlyMap<string, number>): void {
  for (const [resource, amount] of other) if (amount > (total.get(resource) ?? 0)) total.set(resource, amount)
}
