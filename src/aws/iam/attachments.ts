import { iamErrors } from './errors.ts'
import { page, type PageInput } from './paginate.ts'
import { viewPolicy } from './policies-of.ts'
import type { AccountCore } from '../scope.ts'
import type { PolicyHolder } from './state.ts'

/** Managed policies that a user or a role may have. */
const MAX_ATTACHED = 10

/** Attaches a managed policy; attaching it again changes nothing.
 *  @throws AwsError NoSuchEntity, LimitExceeded. */
export function attachPolicy(account: AccountCore, holder: PolicyHolder, arn: string, quota: string): void {
  if (!viewPolicy(account, arn)) throw iamErrors.notAttachable(arn)
  if (holder.attached.includes(arn)) return
  if (holder.attached.length >= MAX_ATTACHED)
    throw iamErrors.limitExceeded(`Cannot exceed quota for ${quota}: ${MAX_ATTACHED}`)
  holder.attached.push(arn)
}

/** Detaches a managed policy.
 *  @throws AwsError NoSuchEntity. */
export function detachPolicy(holder: PolicyHolder, arn: string): void {
  const at = holder.attached.indexOf(arn)
  if (at < 0) throw iamErrors.notAttached(arn)
  holder.attached.splice(at, 1)
}

/** One page of what a user or a role has attached. */
export function listAttached(
  account: AccountCore,
  holder: PolicyHolder,
  input: PageInput & { PathPrefix?: string },
): object {
  const views = holder.attached
    .map((arn) => viewPolicy(account, arn)!)
    .filter((view) => view.Path.startsWith(input.PathPrefix ?? '/'))
  const { items, ...rest } = page(views, input)
  return { AttachedPolicies: items.map(({ PolicyName, Arn }) => ({ PolicyName, PolicyArn: Arn })), ...rest }
}
