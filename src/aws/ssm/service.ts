import * as parts from './index.ts'
import { defineService } from '../define.ts'
import { jsonProtocol } from '../wire/protocols/json.ts'

/** AWS Systems Manager, as far as its public parameters go. */
export const ssmService = defineService(
  { name: 'ssm', signingName: 'ssm', protocol: jsonProtocol, host: /^ssm\.(?<region>[a-z0-9-]+)\.amazonaws\.com$/ },
  parts,
)
