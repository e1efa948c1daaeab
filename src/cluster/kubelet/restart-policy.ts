import type * as types from '../resources/generated/types.ts'
import type { ContainerRecord } from './container-record.ts'

/** Whether a container that ended is started again. @param ending how it will end, when it has not yet */
export function shouldRestart(record: ContainerRecord, pod: types.Pod, ending?: { exitCode: number }): boolean {
  if (record.kind === 'ephemeral') return false
  if (record.kind === 'sidecar') return true
  const exitCode = ending?.exitCode ?? record.terminated?.exitCode ?? 0
  for (const { exitCodes, action } of record.spec.restartPolicyRules ?? []) {
    const listed = exitCodes?.values?.includes(exitCode) ?? false
    if (exitCodes && listed === (exitCodes.operator === 'In')) return action === 'Restart'
  }
  const policy = record.spec.restartPolicy ?? pod.spec?.restartPolicy ?? 'Always'
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0)
}
