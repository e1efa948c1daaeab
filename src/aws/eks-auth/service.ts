import * as parts from './index.ts'
import { defineService } from '../define.ts'
import { restJsonProtocol } from '../wire/protocols/rest-json.ts'

/** Amazon EKS Auth: credentials for Pods, asked for by the agent on the node. */
export const eksAuthService = defineService(
  {
    name: 'eks-auth',
    signingName: 'eks-auth',
    protocol: restJsonProtocol,
    host: /^eks-auth\.(?<region>[a-z0-9-]+)\.api\.aws$/,
  },
  parts,
)
