import { findViolations } from './wire/violations.ts'
import { readJson, writeJson } from './wire/json-values.ts'
import { SERVICES } from './services.ts'
import { authorizeCall } from './authorize-call.ts'
import { rootCaller } from './iam/identify.ts'
import { AwsError } from './wire/aws-error.ts'
import type { AccountCore, Call } from './scope.ts'
import type { Caller } from './iam/caller.ts'
import type { Models } from './models.ts'
import type { Shape } from './wire/model.ts'

/** One operation, without the wire. */
export interface Invocation {
  /** The aws CLI's name of the service: `eks`, `ec2`, `elbv2`. */
  service: string
  operation: string
  /** Members by their names in the model. */
  input: Record<string, unknown>
  region: string
  /** Who asks; the account's owner, who may do everything, unless it says otherwise. */
  caller?: Caller
}

/** Runs an operation and returns what the aws CLI would print of its answer.
 *  @throws AwsError as the service words it. */
export async function invoke(
  account: AccountCore,
  models: Models,
  invocation: Invocation,
): Promise<Record<string, unknown>> {
  const { service: name, operation: operationName, region } = invocation
  const service = SERVICES.find((candidate) => candidate.name === name)
  if (!service) throw new AwsError('UnknownService', 404, `There is no service ${name} here.`)
  const action = service.actions.get(operationName)
  if (!action) throw service.faults.unsupported(`${service.iamPrefix}:${operationName} is not simulated here.`)
  const model = await models.of(service)
  const operation = model.operations.get(operationName)!
  const input = operation.input
    ? (readJson(operation.input, invocation.input, ({ name }) => name) as Record<string, unknown>)
    : {}
  const violations = operation.input ? findViolations(operation.input, input) : []
  if (violations.length > 0) throw service.faults.invalid(violations)
  const { caller } = invocation
  const call: Call = { ...account.in(region), caller: caller ?? rootCaller(account), requestId: account.ids.uuid() }
  if (caller) authorizeCall(call, service, action, input)
  const output = await action.handle(call, input as never)
  if (!operation.output) return {}
  const shown = writeJson(operation.output, output, service.protocol.timestamps)
  return decodeDocuments(operation.output, shown) as Record<string, unknown>
}

/** IAM sends policy documents URL-encoded; the CLI prints them as JSON. */
function decodeDocuments(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return value
  if (shape.name === 'policyDocumentType') return JSON.parse(decodeURIComponent(value as string))
  if (shape.type === 'list') return (value as unknown[]).map((item) => decodeDocuments(shape.item!.shape, item))
  if (shape.type !== 'structure') return value
  const members = value as Record<string, unknown>
  return Object.fromEntries(
    shape.members
      .filter((member) => Object.hasOwn(members, member.locationName ?? member.name))
      .map((member) => {
        const key = member.locationName ?? member.name
        return [member.name, decodeDocuments(member.shape, members[key])]
      }),
  )
}
