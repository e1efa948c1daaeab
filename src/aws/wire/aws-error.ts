/** An answer of AWS that says no. Callers test `code`, never the text. */
export class AwsError extends Error {
  /** What the client prints in parentheses: `ResourceNotFoundException`, `NoSuchEntity`, … */
  readonly code: string
  /** HTTP status. */
  readonly status: number
  /** Further members of the exception's shape, as EKS fills them in. */
  readonly members: Readonly<Record<string, unknown>>

  constructor(code: string, status: number, message: string, members: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = 'AwsError'
    this.code = code
    this.status = status
    this.members = members
  }
}
