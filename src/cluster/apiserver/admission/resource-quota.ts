import {
  compareQuantity,
  formatQuantity,
  parseQuantity,
  subQuantity,
  type Quantity,
} from '../../apimachinery/quantity.ts'
import { forbidden } from '../../apimachinery/errors.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { Pod, ResourceQuota } from '../../resources/generated/types.ts'
import { quotaCovers } from '../../quota/scopes.ts'
import { add, isMeasured, usageOf, type Usage } from '../../quota/usage.ts'
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin } from './admission.ts'

/** Refuses what would exceed a quota of the namespace, and counts what it lets in. */
export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  validate(attributes, context) {
    const { operation, subresource, namespace, object, resource } = attributes
    if (!object || !namespace || subresource !== '') return
    if (operation !== 'CREATE' && !(operation === 'UPDATE' && isMeasured(resource.type))) return
    for (const quota of context.readAll(kinds.ResourceQuota, namespace)) charge(attributes, context, quota)
  },
}

function charge(attributes: AdmissionAttributes, context: AdmissionContext, quota: ResourceQuota): void {
  const { object, oldObject, operation, resource, dryRun } = attributes
  const hard = quota.status?.hard ?? {}
  if (!quotaCovers(quota, resource.type.plural, object!)) return
  const usage = usageOf(resource.type, object!)
  if (operation === 'CREATE' && resource.type.plural === 'pods') mustSpecify(attributes, quota, usage)
  const before =
    operation === 'UPDATE' && quotaCovers(quota, resource.type.plural, oldObject!)
      ? usageOf(resource.type, oldObject!)
      : new Map<string, Quantity>()
  const requested: Usage = new Map()
  for (const name of Object.keys(hard)) {
    const more = usage.get(name)
    if (!more) continue
    const less = before.get(name)
    const difference = less ? subQuantity(more, less) : more
    if (compareQuantity(difference, ZERO) !== 0) requested.set(name, difference)
  }
  if (requested.size === 0) return
  const used = usedOf(quota)
  const total = new Map(used)
  add(total, requested)
  const exceeded = [...requested.keys()].filter((name) => {
    const grows = compareQuantity(requested.get(name)!, ZERO) > 0
    return grows && compareQuantity(total.get(name)!, parseQuantity(hard[name]!)) > 0
  })
  if (exceeded.length > 0) throw refusal(attributes, quota, requested, used, exceeded.sort())
  if (!dryRun)
    context.replaceStatus(kinds.ResourceQuota, quota, (copy) => {
      for (const name of requested.keys()) copy.status!.used![name] = formatQuantity(total.get(name)!)
    })
}

const ZERO = parseQuantity('0')

function usedOf({ status }: ResourceQuota): Usage {
  const used: Usage = new Map()
  for (const name of Object.keys(status?.hard ?? {})) used.set(name, parseQuantity(status?.used?.[name] ?? '0'))
  return used
}

function refusal(
  attributes: AdmissionAttributes,
  quota: ResourceQuota,
  requested: Usage,
  used: Usage,
  names: readonly string[],
) {
  const print = (amounts: (name: string) => string) => names.map((name) => `${name}=${amounts(name)}`).join(',')
  const hard = quota.status!.hard!
  const parts = [
    `exceeded quota: ${quota.metadata.name}`,
    `requested: ${print((name) => formatQuantity(requested.get(name)!))}`,
    `used: ${print((name) => formatQuantity(used.get(name)!))}`,
    `limited: ${print((name) => String(hard[name]))}`,
  ]
  return forbidden(attributes.resource.type, attributes.name, parts.join(', '))
}

const COMPUTE = /^(requests\.|limits\.)?(cpu|memory)$/

/** Where CPU or memory is limited, every container has to say how much it takes. */
function mustSpecify(attributes: AdmissionAttributes, quota: ResourceQuota, usage: Usage): void {
  const limited = Object.keys(quota.status?.hard ?? {}).filter((name) => COMPUTE.test(name))
  const pod = attributes.object as unknown as Pod
  const missing = limited.sort().flatMap((name) => {
    const [, prefix = 'requests.', resource = ''] = COMPUTE.exec(name)!
    const which = prefix.startsWith('limits') ? 'limits' : 'requests'
    if (pod.spec!.resources?.[which]?.[resource] !== undefined && usage.has(name)) return []
    const silent = pod.spec!.containers.filter(({ resources }) => resources?.[which]?.[resource] === undefined)
    return silent.length > 0 ? [`${name} for: ${silent.map((container) => container.name).join(',')}`] : []
  })
  if (missing.length === 0) return
  throw forbidden(
    attributes.resource.type,
    attributes.name,
    `failed quota: ${quota.metadata.name}: must specify ${missing.join('; ')}`,
  )
}
