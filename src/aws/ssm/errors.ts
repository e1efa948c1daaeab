import { AwsError } from '../wire/aws-error.ts'

/** The errors of SSM. */
export const ssmErrors = {
  // Verbatim: AWS sends no text with this one.
  noSuchParameter: () => new AwsError('ParameterNotFound', 400, ''),
  validation: (message: string) => new AwsError('ValidationException', 400, message),
}
