export { createAccount, type Account, type AccountOptions, type AccountSnapshot } from './account.ts'
export { createModels, type LoadModel, type Models } from './models.ts'
export { supportedServices, type SupportedService } from './supported.ts'
export type { ServiceModel } from './wire/model.ts'
export { publicDnsName } from './ec2/instances.ts'
export { findVersion, gitVersionOf } from './eks/data/versions.ts'
export { AwsError } from './wire/aws-error.ts'
export type { AwsRequest, AwsResponse } from './wire/http.ts'
export type { AccessAttempt, AccessUser } from './eks/access/authorize.ts'
export type { ClusterUser } from './eks/access/authenticate.ts'
export type { SessionCredentials } from './sts/sessions.ts'
export type { Credentials } from './iam/learner.ts'
export type {
  AddonResult,
  AddonSpec,
  AwsAuthData,
  ClusterSpec,
  ControlPlaneHost,
  NodeResources,
  NodeSpec,
  ServiceAccountIdentity,
} from './eks/control-plane-host.ts'
