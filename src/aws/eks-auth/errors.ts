import { AwsError } from '../wire/aws-error.ts'

/** The errors of EKS Auth. */
export const eksAuthErrors = {
  noSuchCluster: (name: string) =>
    new AwsError('ResourceNotFoundException', 404, `No cluster found for name: ${name}.`),
  noAssociation: () =>
    new AwsError('ResourceNotFoundException', 404, 'No EKS pod identity association found for the service account.'),
  invalidToken: () => new AwsError('InvalidTokenException', 400, 'The token included in the request is invalid.'),
  accessDenied: (roleArn: string) =>
    new AwsError(
      'AccessDeniedException',
      400,
      `Unauthorized Exception! EKS does not have permissions to assume the associated role ${roleArn}.`,
    ),
}
