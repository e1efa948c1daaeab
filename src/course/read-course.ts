import { AuthorError, failIn, inFile } from './author-error.ts'
import { createCourse, type Course } from './course.ts'
import type { Exercise } from './exercise.ts'
import { chapters, parseHome, parsePage, type Page, type RecordablePage } from './page.ts'

/** The files of a course by path below the repository: what `node:fs` or a bundler's glob gives. */
export interface CourseFiles {
  /** The paths of all files below `content/docs`, without that prefix. */
  list(): Promise<string[]>
  read(path: string): Promise<string>
}

/**
 * Reads all exercises.
 * @param version of package.json.
 * @throws AuthorError
 */
export async function readCourse(files: CourseFiles, version: string): Promise<Course> {
  const sources = new Map<string, string>()
  for (const path of (await files.list()).sort())
    if (path.endsWith('/exercise.yaml')) sources.set(path.slice(0, -'/exercise.yaml'.length), await files.read(path))
  return createCourse(version, sources)
}

/**
 * Reads all pages in reading order, and holds them against the exercises and each other. The home page (index.mdx) is the site's own.
 * @throws AuthorError on an exercise without its page or the other way round, or help that points nowhere.
 */
export async function readPages(files: CourseFiles, course: Course): Promise<Page[]> {
  const paths = (await files.list()).filter((path) => path.endsWith('.mdx') && path !== 'index.mdx')
  const pages = await Promise.all(
    paths.map(async (path) => parsePage(path.slice(0, -'.mdx'.length), await files.read(path))),
  )
  const bySlug = new Map(pages.map((page) => [page.slug, page]))
  for (const exercise of course.exercises.values()) {
    const page = bySlug.get(exercise.slug)
    inFile(`${exercise.slug}/exercise.yaml`, () => holdAgainstPage(exercise, page))
  }
  const slugs = new Set([...course.exercises.values()].map((exercise) => exercise.slug))
  const orphan = pages.find((page) => page.frontMatter.exercise && !slugs.has(page.slug))
  if (orphan) failIn(`${orphan.slug}.mdx`, `says "exercise: true", and there is no ${orphan.slug}/exercise.yaml`)
  return pages.sort(inReadingOrder)
}

function holdAgainstPage({ slug, tasks }: Exercise, page: Page | undefined): void {
  if (!page?.frontMatter.exercise) throw new AuthorError(`no page ${slug}.mdx with "exercise: true"`)
  for (const task of tasks)
    for (const { id, help } of task.kind === 'check' ? task.mistakes : [])
      if (!page.anchors.has(help))
        throw new AuthorError(`task ${task.spec.id}: mistake ${id}: no heading ${help} in the page`)
}

/** Reads all that can be recorded: the home page, and the pages. @throws AuthorError */
export async function readRecordable(files: CourseFiles, course: Course): Promise<RecordablePage[]> {
  return [parseHome(await files.read('index.mdx')), ...(await readPages(files, course))]
}

function inReadingOrder({ frontMatter: a, slug }: Page, { frontMatter: b, slug: other }: Page): number {
  if (a.chapter === b.chapter && a.order === b.order) failIn(`${slug}.mdx`, `has the chapter and order of ${other}.mdx`)
  return chapterIds.indexOf(a.chapter) - chapterIds.indexOf(b.chapter) || a.order - b.order
}

const chapterIds = Object.keys(chapters)
