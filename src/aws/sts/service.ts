import * as parts from './index.ts'
import { createQueryProtocol } from '../wire/protocols/query.ts'
import { defineService } from '../define.ts'

/** AWS Security Token Service: regional, with the old global endpoint beside. */
export const stsService = defineService(
  {
    name: 'sts',
    signingName: 'sts',
    protocol: createQueryProtocol('seconds'),
    host: /^sts(\.(?<region>[a-z0-9-]+))?\.amazonaws\.com$/,
  },
  parts,
)
