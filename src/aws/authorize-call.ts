import { isObject } from '#base'
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
    const facts = { ...requestTags(input), ...action.conditions(call, input as never) }
    const context = contextOf(call.caller, call.region, call.account.clock.now(), facts)
    for (const resource of action.resources(call, input as never)) {
      const message = refusal(call.account, call.caller, `${service.iamPrefix}:${action.permission}`, resource, context)
      if (message !== undefined) throw service.faults.denied(message)
    }
  }
  if (input['DryRun'] === true) {
    throw new AwsError('DryRunOperation', 412, 'Request would have succeeded, but DryRun flag is set.')
  }
}

/** The tags that a request brings along, as conditions name them, however the service takes tags. */
function requestTags({ Tags, tags, TagSpecifications }: Record<string, unknown>): Record<string, string> {
  const lists = [Tags, ...((TagSpecifications ?? []) as { Tags?: unknown }[]).map((one) => one.Tags)]
  const pairs = lists.flatMap((list) => (Array.isArray(list) ? (list as { Key?: string; Value?: string }[]) : []))
  const named = isObject(tags) ? Object.entries(tags) : []
  return Object.fromEntries(
    [...pairs.map(({ Key = '', Value = '' }) => [Key, Value] as const), ...(named as [string, string][])].map(
      ([key, value]) => [`aws:RequestTag/${key}`, value],
    ),
  )
}
