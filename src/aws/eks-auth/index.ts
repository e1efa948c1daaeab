export { assumeRoleForPodIdentity } from './actions/assume-role-for-pod-identity.ts'
