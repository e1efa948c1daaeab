import * as parts from './index.ts'
import { createQueryProtocol } from '../wire/protocols/query.ts'
import { defineService } from '../define.ts'

/** Amazon EC2 Auto Scaling. */
export const autoScalingService = defineService(
  {
    name: 'autoscaling',
    signingName: 'autoscaling',
    protocol: createQueryProtocol('millis'),
    host: /^autoscaling\.(?<region>[a-z0-9-]+)\.amazonaws\.com$/,
  },
  parts,
)
