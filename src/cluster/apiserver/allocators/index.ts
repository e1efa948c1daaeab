import type { Allocator } from './allocator.ts'
import { createServiceAllocator, type ServiceAllocatorDependencies } from './service-allocator.ts'

/** What gives out things that only one object can have, by the kind's prefix in the store. */
export function createAllocators(deps: ServiceAllocatorDependencies): Readonly<Record<string, Allocator>> {
  return { '/registry/services': createServiceAllocator(deps) }
}
