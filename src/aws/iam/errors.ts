import { AwsError } from '../wire/aws-error.ts'

/** The errors of IAM. */
export const iamErrors = {
  noSuchRole: (name: string) => new AwsError('NoSuchEntity', 404, `The role with name ${name} cannot be found.`),
  noSuchUser: (name: string) => new AwsError('NoSuchEntity', 404, `The user with name ${name} cannot be found.`),
  noSuchPolicy: (arn: string) => new AwsError('NoSuchEntity', 404, `Policy ${arn} was not found.`),
  notAttachable: (arn: string) =>
    new AwsError('NoSuchEntity', 404, `Policy ${arn} does not exist or is not attachable.`),
  notAttached: (arn: string) => new AwsError('NoSuchEntity', 404, `Policy ${arn} was not found.`),
  noSuchVersion: (arn: string, version: string) =>
    new AwsError('NoSuchEntity', 404, `Policy ${arn} version ${version} does not exist or is not attachable.`),
  noSuchInlinePolicy: (kind: 'role' | 'user', name: string) =>
    new AwsError('NoSuchEntity', 404, `The ${kind} policy with name ${name} cannot be found.`),
  noSuchInstanceProfile: (name: string) =>
    new AwsError('NoSuchEntity', 404, `Instance Profile ${name} cannot be found.`),
  noSuchOidcProvider: (arn: string) =>
    new AwsError('NoSuchEntity', 404, `OpenIDConnect Provider not found for arn ${arn}`),
  noSuchAccessKey: (id: string) => new AwsError('NoSuchEntity', 404, `The Access Key with id ${id} cannot be found.`),
  roleExists: (name: string) => new AwsError('EntityAlreadyExists', 409, `Role with name ${name} already exists.`),
  userExists: (name: string) => new AwsError('EntityAlreadyExists', 409, `User with name ${name} already exists.`),
  policyExists: (name: string) =>
    new AwsError(
      'EntityAlreadyExists',
      409,
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
    ),
  instanceProfileExists: (name: string) =>
    new AwsError('EntityAlreadyExists', 409, `Instance Profile ${name} already exists.`),
  oidcProviderExists: (url: string) =>
    new AwsError('EntityAlreadyExists', 409, `Provider with url ${url} already exists.`),
  serviceRoleTaken: (name: string) =>
    new AwsError(
      'InvalidInput',
      400,
      `Service role name ${name} has been taken in this account, please try a different suffix.`,
    ),
  notServicePrincipal: (service: string) =>
    new AwsError('InvalidInput', 400, `Service-Linked Role is not available for ${service}`),
  deleteConflict: (message: string) => new AwsError('DeleteConflict', 409, message),
  limitExceeded: (message: string) => new AwsError('LimitExceeded', 409, message),
  malformedPolicy: (message: string) => new AwsError('MalformedPolicyDocument', 400, message),
  invalidInput: (message: string) => new AwsError('InvalidInput', 400, message),
  validation: (message: string) => new AwsError('ValidationError', 400, message),
  unmodifiable: (name: string) =>
    new AwsError(
      'UnmodifiableEntity',
      400,
      `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
    ),
}
