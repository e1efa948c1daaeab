import { applyFilters, paginate, type DescribeInput, type FilterFields } from '../describe.ts'
import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { INSTANCE_TYPES, type InstanceType } from '../data/instance-types.ts'
import { viewInstanceType } from '../view-instance-type.ts'

const FIELDS: FilterFields<InstanceType> = {
  'bare-metal': () => false,
  'burstable-performance-supported': (type) => type.burstable,
  'current-generation': () => true,
  'free-tier-eligible': (type) => /^t[23]\.micro$|^t4g\.small$/.test(type.type),
  hypervisor: (type) => (type.type.startsWith('t2.') ? 'xen' : 'nitro'),
  'instance-type': (type) => type.type,
  'memory-info.size-in-mib': (type) => type.memoryMiB,
  'processor-info.supported-architecture': (type) => type.architecture,
  'supported-usage-class': () => ['on-demand', 'spot'],
  'vcpu-info.default-vcpus': (type) => type.vcpus,
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html */
export const describeInstanceTypes = defineAction<DescribeInput & { InstanceTypes?: string[] }>({
  name: 'DescribeInstanceTypes',
  handle(_call, input) {
    const names = input.InstanceTypes ?? []
    const unknown = names.filter((name) => !INSTANCE_TYPES.has(name))
    if (unknown.length > 0) throw ec2Errors.noSuchInstanceType(unknown.join(', '))
    const named = names.length > 0 ? names.map((name) => INSTANCE_TYPES.get(name)!) : [...INSTANCE_TYPES.values()]
    const { items, ...rest } = paginate(applyFilters(named, input.Filters, { fields: FIELDS, tagsOf: () => [] }), {
      MaxResults: names.length > 0 ? undefined : 100,
      ...input,
    })
    return { InstanceTypes: items.map(viewInstanceType), ...rest }
  },
})
