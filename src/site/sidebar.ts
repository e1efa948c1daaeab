import { chapters, readPages, type Chapter } from '#course'
import { courseFiles, loadCourse } from '../course/course-files.ts'

/** The site's contents, derived from the pages' front matter: one group a chapter, in reading order. */
export async function sidebar(root: string) {
  const pages = await readPages(courseFiles(root), await loadCourse(root))
  return (Object.keys(chapters) as Chapter[]).map((chapter) => ({
    label: chapters[chapter],
    items: pages
      .filter((page) => page.frontMatter.chapter === chapter)
      .map((page) => ({ label: page.frontMatter.title, link: `/${page.slug}/` })),
  }))
}
