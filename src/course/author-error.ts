/** A mistake in a course file, said so that its author can mend it. */
export class AuthorError extends Error {
  /** From 1; in what was read, until it is known where in its file that begins. */
  readonly line: number | undefined

  constructor(message: string, line?: number) {
    super(message)
    this.name = 'AuthorError'
    this.line = line
  }
}

/**
 * Where something stands: by name, which is put before the message; by the line of its file before its first one; or near a line,
 * for mistakes that know none.
 */
type Place = string | { after: number } | { near: number }

/** Runs `read`; an `AuthorError` says its place as well. */
export function at<T>(place: Place, read: () => T): T {
  return rephrase(read, ({ message, line }) => {
    if (typeof place === 'string') return [`${place}: ${message}`, line]
    return [message, 'near' in place ? (line ?? place.near) : place.after + (line ?? 0)]
  })
}

/**
 * Runs `read`; an `AuthorError` begins with its file and line as editors and terminals know to open them.
 * @param path below `content/docs`.
 */
export function inFile<T>(path: string, read: () => T): T {
  return rephrase(read, ({ message, line }) => [
    `content/docs/${path}${line === undefined ? '' : `:${line}`}: ${message}`,
    line,
  ])
}

/** @throws AuthorError about the file as a whole. */
export function failIn(path: string, message: string): never {
  return inFile(path, () => {
    throw new AuthorError(message)
  })
}

function rephrase<T>(read: () => T, say: (error: AuthorError) => [message: string, line: number | undefined]): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof AuthorError ? new AuthorError(...say(error)) : error
  }
}
