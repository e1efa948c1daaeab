// Replays pages in a lab and writes what their commands print to content/docs/<page>/recording.json, and what Why? tells to stories.json.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { AuthorError } from '../src/course/author-error.ts'
import { courseFiles, loadCourse } from '../src/course/course-files.ts'
import { readRecordable } from '../src/course/read-course.ts'
import { updatePage } from '../src/course/update-page.ts'
import { recordPage } from '../src/testing/record-page.ts'
import { describeDifference } from '../src/testing/replay-page.ts'
import { readArguments } from './arguments.ts'

const USAGE = `usage: npm run record [-- PAGE...] [--update]

PAGE         a page's path, such as control-plane/etcd; all of them by default
--update     rewrites expected outputs that are not met in the pages, to be read before they are committed

Exit status: 0 when every command printed what its page says, 1 when one did not.`

const root = join(import.meta.dirname, '..')
const pages = await loadCourse(root)
  .then((course) => readRecordable(courseFiles(root), course))
  .catch((error: unknown) => {
    if (!(error instanceof AuthorError)) throw error
    console.error(error.message)
    process.exit(1)
  })
const { values, positionals } = readArguments(USAGE, () => {
  const read = parseArgs({ allowPositionals: true, options: { update: { type: 'boolean' } } })
  const unknown = read.positionals.find((slug) => !pages.some((page) => page.slug === slug))
  if (unknown !== undefined) throw new RangeError(`there is no page ${unknown}`)
  return read
})

const chosen = pages.filter(({ slug }) => positionals.length === 0 || positionals.includes(slug)).values()
await Promise.all(Array.from({ length: 4 }, recordNext))

async function recordNext(): Promise<void> {
  for (const page of chosen) {
    const { recording, stories, differences, complete } = await recordPage(root, page)
    for (const difference of differences) console.log(describeDifference(difference))
    console.log(`${page.slug}: ${recording.blocks.length} blocks, ${differences.length} differences`)
    if (differences.length > 0) process.exitCode = 1
    if (!complete) continue
    const folder = join(root, 'content/docs', page.slug)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'recording.json'), JSON.stringify(recording, null, 1) + '\n')
    await writeFile(join(folder, 'stories.json'), JSON.stringify(stories) + '\n')
    const source = `${folder}.mdx`
    if (values.update) await writeFile(source, updatePage(await readFile(source, 'utf8'), page, recording))
  }
}
