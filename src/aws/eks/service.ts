import * as parts from './index.ts'
import { AwsError } from '../wire/aws-error.ts'
import { defineService } from '../define.ts'
import { eksErrors } from './errors.ts'
import { describeViolations, type Violation } from '../wire/violations.ts'
import { restJsonProtocol } from '../wire/protocols/rest-json.ts'

/** EKS words broken name patterns in its own way, and the rest as other services do. */
function invalid(violations: readonly Violation[]): AwsError {
  const [first] = violations
  if (first?.kind === 'pattern') {
    const pattern = first.shape.pattern!.replaceAll('\\', '')
    return eksErrors.invalidParameter(
      `The parameter ${first.path.join('.')} contains invalid characters. It should conform to the regular expression "${pattern}"In other words, it should start with a number or letter, and can contain numbers, letters, dashes, and underscores.`,
    )
  }
  return eksErrors.invalidParameter(describeViolations(violations))
}

/** Amazon Elastic Kubernetes Service. */
export const eksService = defineService(
  {
    name: 'eks',
    signingName: 'eks',
    protocol: restJsonProtocol,
    host: /^eks\.(?<region>[a-z0-9-]+)\.amazonaws\.com$/,
    faults: { invalid },
  },
  parts,
)
