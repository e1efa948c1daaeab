import * as parts from './index.ts'
import { createQueryProtocol } from '../wire/protocols/query.ts'
import { defineService } from '../define.ts'

/** Elastic Load Balancing, version 2: application and network load balancers. */
export const elbv2Service = defineService(
  {
    name: 'elbv2',
    signingName: 'elasticloadbalancing',
    version: '2015-12-01',
    protocol: createQueryProtocol('millis'),
    host: /^elasticloadbalancing\.(?<region>[a-z0-9-]+)\.amazonaws\.com$/,
  },
  parts,
)
