import * as parts from './index.ts'
import { defineService } from '../define.ts'
import { ec2Protocol } from '../wire/protocols/ec2.ts'

/** Amazon Elastic Compute Cloud. */
export const ec2Service = defineService(
  {
    name: 'ec2',
    signingName: 'ec2',
    protocol: ec2Protocol,
    host: /^ec2\.(?<region>[a-z0-9-]+)\.amazonaws\.com$/,
  },
  parts,
)
