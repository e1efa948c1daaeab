import type {
  ContainerStatus,
  Pod,
  PodFailurePolicy,
  PodFailurePolicyOnExitCodesRequirement,
} from '../../resources/generated/types.ts'

/** What a Job's policy says about a failed pod. */
export interface FailureVerdict {
  /** Absent when no rule speaks of it: then it counts. */
  action?: 'FailJob' | 'FailIndex' | 'Ignore' | 'Count'
  /** Whether it counts against the limits. */
  counts: boolean
  /** Why the Job fails, for `FailJob`. */
  message: string
}

/** Judges a failed pod by the first rule that matches. */
export function judgeFailure(policy: PodFailurePolicy | undefined, pod: Pod): FailureVerdict {
  for (const [index, { action, onExitCodes, onPodConditions }] of (policy?.rules ?? []).entries()) {
    const matched = onExitCodes ? matchExitCodes(onExitCodes, pod) : matchConditions(onPodConditions ?? [], pod)
    if (!matched) continue
    return {
      action: action as NonNullable<FailureVerdict['action']>,
      counts: action !== 'Ignore',
      message: `${matched} matching ${action} rule at index ${index}`,
    }
  }
  return { counts: true, message: '' }
}

/** @returns what was found, in words. */
function matchExitCodes(rule: PodFailurePolicyOnExitCodesRequirement, { metadata, status }: Pod): string | undefined {
  const all: ContainerStatus[] = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])]
  for (const { name, state } of all) {
    const code = state?.terminated?.exitCode ?? 0
    if (code === 0 || (rule.containerName && rule.containerName !== name)) continue
    if (rule.values.includes(code) !== (rule.operator === 'In')) continue
    return `Container ${name} for pod ${metadata.namespace}/${metadata.name} failed with exit code ${code}`
  }
  return undefined
}

function matchConditions(
  patterns: readonly { type: string; status?: string }[],
  { metadata, status }: Pod,
): string | undefined {
  const found = patterns.find((pattern) =>
    status?.conditions?.some(({ type, status }) => type === pattern.type && status === (pattern.status ?? 'True')),
  )
  return found && `Pod ${metadata.namespace}/${metadata.name} has condition ${found.type}`
}
