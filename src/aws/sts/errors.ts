import { AwsError } from '../wire/aws-error.ts'

/** The errors of STS. */
export const stsErrors = {
  accessDenied: (message: string) => new AwsError('AccessDenied', 403, message),
  validation: (message: string) => new AwsError('ValidationError', 400, message),
  invalidIdentityToken: (message: string) => new AwsError('InvalidIdentityToken', 400, message),
  expiredToken: (message: string) => new AwsError('ExpiredTokenException', 400, message),
  invalidAuthorizationMessage: () => new AwsError('InvalidAuthorizationMessageException', 400, 'Message is not valid'),
}
