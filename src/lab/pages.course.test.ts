import { join } from 'node:path'
import { expect, test } from 'vitest'
import { courseFiles, loadCourse } from '../course/course-files.ts'
import { readPages } from '../course/read-course.ts'
import { describeDifference } from '../testing/replay-page.ts'
import { recordPage } from '../testing/record-page.ts'

const root = join(import.meta.dirname, '../..')
const pages = await readPages(courseFiles(root), await loadCourse(root))

test.for(pages)('every command of $slug prints what the page says', { timeout: 300_000 }, async (page) => {
  const { differences } = await recordPage(root, page)
  expect(differences.map(describeDifference).join('\n')).toBe('')
})
