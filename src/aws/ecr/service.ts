import * as parts from './index.ts'
import { defineService } from '../define.ts'
import { ecrErrors } from './errors.ts'
import { jsonProtocol } from '../wire/protocols/json.ts'
import type { Violation } from '../wire/violations.ts'

/** ECR names the first parameter that is wrong. */
function invalid([first]: readonly Violation[]) {
  return ecrErrors.invalid(
    `Invalid parameter at '${first!.path.join('.')}' failed to satisfy constraint: '${first!.constraint.replace(/^Member /, '')}'`,
  )
}

/** Amazon Elastic Container Registry. */
export const ecrService = defineService(
  {
    name: 'ecr',
    signingName: 'ecr',
    protocol: jsonProtocol,
    host: /^api\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com$/,
    faults: { invalid },
  },
  parts,
)
