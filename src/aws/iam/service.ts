import * as parts from './index.ts'
import { createQueryProtocol } from '../wire/protocols/query.ts'
import { defineService } from '../define.ts'

/** AWS Identity and Access Management. */
export const iamService = defineService(
  {
    name: 'iam',
    signingName: 'iam',
    protocol: createQueryProtocol('seconds'),
    host: /^iam\.amazonaws\.com$/,
    global: true,
  },
  parts,
)
