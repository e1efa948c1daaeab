import type { LogSetup } from './model/cluster.ts'

/** The logs that a control plane can send, in AWS' order. */
export const LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'] as const

/** A log setup with changes laid over it: one group for what is on, one for what is off. */
export function mergeLogging(current: readonly LogSetup[], changes: readonly Partial<LogSetup>[] = []): LogSetup[] {
  const on = new Set(current.filter((group) => group.enabled).flatMap((group) => group.types))
  for (const { types = [], enabled } of changes) {
    for (const type of types) {
      if (enabled) on.add(type)
      else on.delete(type)
    }
  }
  const groups = [
    { types: LOG_TYPES.filter((type) => on.has(type)) as string[], enabled: true },
    { types: LOG_TYPES.filter((type) => !on.has(type)) as string[], enabled: false },
  ]
  return groups.filter((group) => group.types.length > 0)
}
