import { AwsError } from '../wire/aws-error.ts'

/** The errors of ECR. */
export const ecrErrors = {
  invalid: (message: string) => new AwsError('InvalidParameterException', 400, message),
  noSuchRepository: (name: string, registry: string) =>
    new AwsError(
      'RepositoryNotFoundException',
      400,
      `The repository with name '${name}' does not exist in the registry with id '${registry}'`,
    ),
  repositoryExists: (name: string, registry: string) =>
    new AwsError(
      'RepositoryAlreadyExistsException',
      400,
      `The repository with name '${name}' already exists in the registry with id '${registry}'`,
    ),
}
