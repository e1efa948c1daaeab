import { contextOf, refusal } from '../iam/authorize.ts'
import { restJsonProtocol } from '../wire/protocols/rest-json.ts'
import type { Call } from '../scope.ts'

/** Who hands a role to a service must be allowed to pass it.
 *  @throws AwsError AccessDeniedException. */
export function checkPassRole({ account, region, caller }: Call, roleArn: string, service: string): void {
  const context = contextOf(caller, region, account.clock.now(), { 'iam:PassedToService': service })
  const message = refusal(account, caller, 'iam:PassRole', roleArn, context)
  if (message !== undefined) throw restJsonProtocol.faults.denied(message)
}
