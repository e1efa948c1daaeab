import type { AwsError } from './aws-error.ts'
import type { AwsRequest, AwsResponse } from './http.ts'
import type { CompiledModel, Operation } from './model.ts'
import type { TimestampFormat } from './timestamp.ts'
import type { Violation } from './violations.ts'

/** Which operation a request asks for. */
export interface Detected {
  operation: string
  /** Path parameters, decoded. */
  labels: Readonly<Record<string, string>>
}

/** What every service of a protocol says in the same words when a request does not get as far as its action. */
export interface Faults {
  missingToken(): AwsError
  unknownKey(): AwsError
  badSignature(detail?: string): AwsError
  expiredToken(): AwsError
  denied(message: string): AwsError
  /** AWS itself has no such operation. */
  unknownOperation(asked: string): AwsError
  /** AWS has it, this account does not. */
  unsupported(message: string): AwsError
  invalid(violations: readonly Violation[]): AwsError
  malformed(): AwsError
  internal(): AwsError
}

/** One of AWS' wire protocols: from bytes to the members of the model, and back. */
export interface Protocol {
  /** How times look in answers. */
  timestamps: TimestampFormat
  detect(model: CompiledModel, request: AwsRequest): Detected | undefined
  /** @throws AwsError when the body cannot be read at all. */
  parse(operation: Operation, request: AwsRequest, labels: Detected['labels']): Record<string, unknown>
  respond(model: CompiledModel, operation: Operation, output: Record<string, unknown>, requestId: string): AwsResponse
  fail(model: CompiledModel, error: AwsError, requestId: string): AwsResponse
  faults: Faults
}
