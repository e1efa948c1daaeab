const TEXTS = {
  EACCES: 'Permission denied',
  EBADF: 'Bad file descriptor',
  EBUSY: 'Resource busy',
  EEXIST: 'File exists',
  EINVAL: 'Invalid argument',
  EISDIR: 'Is a directory',
  ELOOP: 'Symbolic link loop',
  ENODEV: 'No such device',
  ENOENT: 'No such file or directory',
  ENOEXEC: 'Exec format error',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  ENOTEMPTY: 'Directory not empty',
  EPERM: 'Operation not permitted',
  EPIPE: 'Broken pipe',
  EROFS: 'Read-only file system',
  EXDEV: 'Cross-device link',
} as const

export type FileErrorCode = keyof typeof TEXTS

/** A failed operation on files; the message is the C library's text, which programs print behind the path. */
export class FileError extends Error {
  readonly code: FileErrorCode
  readonly path: string

  constructor(code: FileErrorCode, path: string) {
    super(TEXTS[code])
    this.name = 'FileError'
    this.code = code
    this.path = path
  }
}

/** Whether `error` is a `FileError`, with one of these codes where some are given. */
export function isFileError(error: unknown, ...codes: FileErrorCode[]): error is FileError {
  return error instanceof FileError && (codes.length === 0 || codes.includes(error.code))
}
