import { parseQuantity } from '../../apimachinery/quantity.ts'
import { QuantityValue } from '../../cel/functions/quantities.ts'
import { Semver } from '../../cel/functions/semvers.ts'
import { CelError, type Value } from '../../cel/values.ts'
import type { DeviceAttribute, DeviceSelector } from '../../resources/generated/types.ts'
import { deviceEnvironment } from '../../resources/resource/device-selectors.ts'
import type { OfferedDevice } from './device-inventory.ts'

/** Whether a device is what all selectors ask for. @throws CelError that names the selector */
export function isSelected(offered: OfferedDevice, selectors: readonly DeviceSelector[] = []): boolean {
  return selectors.every(({ cel }, index) => {
    const { program, error } = deviceEnvironment.compile(cel!.expression)
    if (!program) throw new CelError(`selector #${index}: CEL compile error: ${error}`)
    try {
      const answer = program.evaluate({ device: asValue(offered) })
      if (typeof answer === 'boolean') return answer
    } catch (problem) {
      if (!(problem instanceof CelError)) throw problem
      throw new CelError(`selector #${index}: CEL runtime error: ${problem.message}`)
    }
    throw new CelError(`selector #${index}: CEL result is not a boolean`)
  })
}

/** What a device has under a fully qualified name, `undefined` if nothing. */
export function attributeOf({ driver, device }: OfferedDevice, name: string): Value {
  const { attributes = {} } = device
  const short = name.startsWith(`${driver}/`) ? name.slice(driver.length + 1) : undefined
  const attribute = attributes[name] ?? (short === undefined ? undefined : attributes[short])
  return attribute && (attribute.string ?? attribute.int ?? attribute.bool ?? attribute.version)
}

function asValue({ driver, device }: OfferedDevice): Value {
  const { attributes = {}, capacity = {}, allowMultipleAllocations = false } = device
  return {
    driver,
    allowMultipleAllocations,
    attributes: byDomain(driver, attributes, attributeValue),
    capacity: byDomain(driver, capacity, ({ value }) => new QuantityValue(parseQuantity(value))),
  }
}

function attributeValue({ string, int, bool, version }: DeviceAttribute): Value {
  if (int !== undefined) return BigInt(int)
  return string ?? bool ?? new Semver(version!)
}

/** Names without a domain are of the driver's. */
function byDomain<T>(driver: string, named: Record<string, T>, convert: (value: T) => Value): Domains {
  const domains = new Domains()
  for (const [name, value] of Object.entries(named)) {
    const slash = name.indexOf('/')
    const domain = slash < 0 ? driver : name.slice(0, slash)
    domains.set(domain, domains.get(domain).set(name.slice(slash + 1), convert(value)))
  }
  return domains
}

/** A domain of which nothing is known is empty rather than missing, so that expressions need not ask for it first. */
class Domains extends Map<Value, Map<Value, Value>> {
  override get(domain: Value): Map<Value, Value> {
    return super.get(domain) ?? new Map<Value, Value>()
  }
}
