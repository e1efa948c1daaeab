import { expect, test } from 'vitest'
import { whatToDo } from './what-to-do.ts'

const failure = (code: string, message: string) => Object.assign(new Error(message), { code })

test('what the system refuses comes with a remedy, and a sentence of ours as it is', () => {
  expect(whatToDo(failure('ENOSPC', 'ENOSPC: no space left on device, write'))).toBe(
    'The disk is full (ENOSPC: no space left on device, write): make room and start again; what was saved is kept.',
  )
  expect(whatToDo(failure('EROFS', "EROFS: read-only file system, open '/x'"))).toMatch(/rights and start again\.$/)
  expect(whatToDo(new Error('Port 80 is taken: choose another.'))).toBe('Port 80 is taken: choose another.')
})
