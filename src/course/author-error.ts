/** A mistake in a course file, said so that its author can mend it. */
export class AuthorError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'AuthorError'
  }

  /** The same mistake with where it is, outermost first. */
  within(place: string): AuthorError {
    return new AuthorError(`${place}: ${this.message}`)
  }
}

/** Runs `read`, putting `place` before the message of an `AuthorError`. */
export function at<T>(place: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof AuthorError ? error.within(place) : error
  }
}
