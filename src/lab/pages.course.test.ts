import { join } from 'node:path'
import { test, vi } from 'vitest'
import { courseFiles, loadCourse } from '../course/course-files.ts'
import { readRecordable } from '../course/read-course.ts'
import { describeDifference } from '../testing/replay-page.ts'
import { recordPage } from '../testing/record-page.ts'

const root = join(import.meta.dirname, '../..')
const pages = await readRecordable(courseFiles(root), await loadCourse(root))

// Most of a page's time its commands wait for a lab, so that several share a processor.
vi.setConfig({ maxConcurrency: 4 })

test.concurrent.for(pages)('every command of $slug prints what the page says', async (page, { expect }) => {
  const { differences } = await recordPage(root, page)
  expect(differences.map(describeDifference).join('\n')).toBe('')
})
