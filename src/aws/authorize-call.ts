import { contextOf, refusal } from './iam/authorize.ts'
import { AwsError } from './wire/aws-error.ts'
import type { Action, Service } from './define.ts'
import type { Call } from './scope.ts'

/** Lets a call through that the caller's policies allow. @throws AwsError as the service refuses, also a dry run that would have succeeded. */
export function authorizeCall(
  call: Call,
  service: Pick<Service, 'iamPrefix' | 'faults'>,
  action: Action,
  input: Record<string, unknown>,
): void {
  if (action.permission !== undefined) {
    const context = contextOf(call.caller, call.region, call.account.clock.now())
    for (const resource of action.resources(call, input as never)) {
      const message = refusal(call.account, call.caller, `${service.iamPrefix}:${action.permission}`, resource, context)
      if (message !== undefined) throw service.faults.denied(message)
    }
  }
  if (input['DryRun'] === true) {
    throw new AwsError('DryRunOperation', 412, 'Request would have succeeded, but DryRun flag is set.')
  }
}
