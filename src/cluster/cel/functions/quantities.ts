import {
  addQuantity,
  compareQuantity,
  parseQuantity,
  quantityOf,
  QuantityError,
  subQuantity,
  type Quantity,
} from '../../apimachinery/quantity.ts'
import { declare } from '../functions.ts'
import { opaque } from '../types.ts'
import { CelError, Opaque } from '../values.ts'

/** A quantity as expressions see it. */
export class QuantityValue extends Opaque {
  readonly type = opaque('kubernetes.Quantity')
  readonly quantity: Quantity

  constructor(quantity: Quantity) {
    super()
    this.quantity = quantity
  }

  equals(other: Opaque): boolean {
    return other instanceof QuantityValue && other.quantity.nanos === this.quantity.nanos
  }
}

function parse(text: string): QuantityValue {
  try {
    return new QuantityValue(parseQuantity(text))
  } catch (error) {
    if (error instanceof QuantityError) throw new CelError(error.message)
    throw error
  }
}

function isQuantity(text: string): boolean {
  try {
    return Boolean(parse(text))
  } catch {
    // Whatever is wrong with it.
    return false
  }
}

const NANO = 1_000_000_000n
const MAX = 9_223_372_036_854_775_807n

function isInteger({ quantity }: QuantityValue): boolean {
  return quantity.nanos % NANO === 0n && quantity.nanos / NANO <= MAX && quantity.nanos / NANO >= -MAX - 1n
}

function asInteger(value: QuantityValue): bigint {
  if (!isInteger(value)) throw new CelError('cannot convert value to integer')
  return value.quantity.nanos / NANO
}

const order = (a: QuantityValue, b: QuantityValue) => compareQuantity(a.quantity, b.quantity)
const signOf = ({ quantity }: QuantityValue) => (quantity.nanos > 0n ? 1n : quantity.nanos < 0n ? -1n : 0n)

/** @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-quantity-library */
export const quantities = declare({
  'quantity(string): Quantity': parse,
  'isQuantity(string): bool': isQuantity,
  'sign(Quantity): int': signOf,
  'Quantity.isInteger(): bool': isInteger,
  'Quantity.asInteger(): int': asInteger,
  'Quantity.asApproximateFloat(): double': ({ quantity }: QuantityValue) => Number(quantity.nanos) / 1e9,
  'Quantity.add(Quantity): Quantity': (a: QuantityValue, b: QuantityValue) =>
    new QuantityValue(addQuantity(a.quantity, b.quantity)),
  'Quantity.add(int): Quantity': (a: QuantityValue, b: bigint) =>
    new QuantityValue(addQuantity(a.quantity, quantityOf(b))),
  'Quantity.sub(Quantity): Quantity': (a: QuantityValue, b: QuantityValue) =>
    new QuantityValue(subQuantity(a.quantity, b.quantity)),
  'Quantity.sub(int): Quantity': (a: QuantityValue, b: bigint) =>
    new QuantityValue(subQuantity(a.quantity, quantityOf(b))),
  'Quantity.isLessThan(Quantity): bool': (a: QuantityValue, b: QuantityValue) => order(a, b) < 0,
  'Quantity.isGreaterThan(Quantity): bool': (a: QuantityValue, b: QuantityValue) => order(a, b) > 0,
  'Quantity.compareTo(Quantity): int': (a: QuantityValue, b: QuantityValue) => BigInt(order(a, b)),
})
