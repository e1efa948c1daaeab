import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Course } from './course.ts'
import { readCourse, type CourseFiles } from './read-course.ts'

/** The course's files below `content/docs` of a checkout. Node only: never part of `#course`, which also runs in browsers. */
export function courseFiles(root: string): CourseFiles {
  const folder = join(root, 'content/docs')
  return {
    list: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    },
    read: (path) => readFile(join(folder, path), 'utf8'),
  }
}

/** The exercises of a checkout, with the version of its package.json. */
export async function loadCourse(root: string): Promise<Course> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  return readCourse(courseFiles(root), version)
}
