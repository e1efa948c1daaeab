export { assumeRole } from './actions/assume-role.ts'
export { getAccessKeyInfo } from './actions/get-access-key-info.ts'
export { getCallerIdentity } from './actions/get-caller-identity.ts'
export { getSessionToken } from './actions/get-session-token.ts'
