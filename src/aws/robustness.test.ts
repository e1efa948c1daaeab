import { expect, test } from 'vitest'
import { AwsError } from './wire/aws-error.ts'
import { createTestAccount } from '../testing/aws/test-account.ts'
import { identify } from './iam/identify.ts'
import { SERVICES } from './services.ts'
import { testModels } from '../testing/aws/service-models.ts'
import type { Call } from './scope.ts'
import type { Shape } from './wire/model.ts'

/** A value of a shape, with one odd text for every string that the model leaves open. */
function odd(shape: Shape, text: string, all: boolean, depth = 0): unknown {
  switch (shape.type) {
    case 'structure':
      return Object.fromEntries(
        shape.members
          .filter((member) => member.name !== 'DryRun' && (shape.required.includes(member.name) || (all && depth < 3)))
          .map((member) => [member.name, odd(member.shape, text, all, depth + 1)]),
      )
    case 'list':
      return [odd(shape.item!.shape, text, all, depth + 1)]
    case 'map':
      return { [text]: odd(shape.value!.shape, text, all, depth + 1) }
    case 'string':
      return shape.enum?.[0] ?? text.padEnd(shape.min ?? 0, 'x')
    case 'boolean':
      return true
    case 'timestamp':
      return 0
    default:
      return shape.min ?? 1
  }
}

const NAMES = [
  'constructor',
  '__proto__',
  '',
  '*',
  'a:b/c',
  'subnet-0123456789abcdef0',
  'arn:aws:iam::111122223333:role/x',
  '10.0.0.0/16',
]

test.each(SERVICES.map((service) => [service.name, service] as const))(
  'no action of %s breaks, whatever names it is given',
  async (_name, service) => {
    const model = await testModels().of(service)
    for (const action of service.actions.values()) {
      using aws = createTestAccount()
      const { core, credentials } = aws.account
      const found = identify(core, credentials.accessKeyId, undefined)
      if (typeof found === 'string') throw new Error(found)
      const call: Call = { ...core.in('us-west-2'), caller: found.caller, requestId: 'r' }
      const operation = model.operations.get(action.name)!
      for (const text of NAMES) {
        for (const all of [false, true]) {
          const input = operation.input ? (odd(operation.input, text, all) as Record<string, unknown>) : {}
          for (const name of action.unsupported) delete input[name]
          const run = async () => {
            action.resources(call, input as never)
            return service.protocol.respond(model, operation, await action.handle(call, input as never), 'r')
          }
          const outcome = await run().catch((error: unknown) => error)
          const broken = outcome instanceof Error && !(outcome instanceof AwsError)
          expect(broken && `${action.name}(${text}): ${outcome.stack}`).toBe(false)
        }
      }
      expect(aws.account.snapshot().state.accountId).toBe('111122223333')
    }
  },
)
