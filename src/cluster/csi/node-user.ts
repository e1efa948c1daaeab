import { AUTHENTICATED } from '../apiserver/authn/authenticator.ts'
import type { UserInfo } from '../client/client.ts'

/** The kubelet of a node. */
export const nodeUser = (name: string): UserInfo => ({
  name: `system:node:${name}`,
  groups: ['system:nodes', AUTHENTICATED],
})
