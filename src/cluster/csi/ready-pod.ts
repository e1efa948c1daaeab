import type * as types from '../resources/generated/types.ts'

/** Whether the driver in a pod answers. */
export function isReady({ metadata, status }: types.Pod): boolean {
  return (
    !metadata.deletionTimestamp &&
    (status?.conditions ?? []).some((condition) => condition.type === 'Ready' && condition.status === 'True')
  )
}
