import * as parts from './index.ts'
import { createQueryProtocol } from '../wire/protocols/query.ts'
import { defineService } from '../define.ts'

/** Elastic Load Balancing, version 1: classic load balancers, which share their host name with those of version 2. */
export const elbService = defineService(
  {
    name: 'elb',
    signingName: 'elasticloadbalancing',
    version: '2012-06-01',
    protocol: createQueryProtocol('millis'),
    host: /^elasticloadbalancing\.(?<region>[a-z0-9-]+)\.amazonaws\.com$/,
  },
  parts,
)
