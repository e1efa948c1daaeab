const FULL = new Set(['ENOSPC', 'EDQUOT'])
const FORBIDDEN = new Set(['EROFS', 'EACCES', 'EPERM'])

/** Says in one sentence what keeps the course from starting, and what to do about it. */
export function whatToDo(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  if (FULL.has(code)) return `The disk is full (${message}): make room and start again; what was saved is kept.`
  if (FORBIDDEN.has(code)) return `A file cannot be written (${message}): see to its folder's rights and start again.`
  return message
}
