import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { courseFiles, loadCourse } from './course-files.ts'
import { readPages, readRecordable } from './read-course.ts'
import { recordingSchema, staleness } from './recording.ts'

/** Whole frames are judged where they are told. */
const story = z.object({ steps: z.array(z.object({ revision: z.int(), what: z.string() })) })
const storiesSchema = z.strictObject({ commands: z.record(z.string(), story), objects: z.record(z.string(), story) })

const root = join(import.meta.dirname, '../..')
const files = courseFiles(root)
const course = await loadCourse(root)
const pages = await readPages(files, course)
const recordable = await readRecordable(files, course)
const paths = await files.list()

test.for(pages)('$slug has a live block', ({ blocks }) => {
  expect(blocks.filter((block) => !block.skip && block.steps.length > 0)).not.toEqual([])
})

test.for(pages)('$slug links only to pages and headings that exist', ({ slug, body, anchors }) => {
  const known = new Map(pages.map((page) => [`/${page.slug}/`, page.anchors]))
  known.set('/', new Set())
  const broken = [...body.matchAll(/\]\(((?:\/|#)[^)]*)\)/g)]
    .map(([, link]) => link!)
    .filter((link) => {
      const [path, fragment] = link.split('#') as [string, string?]
      const target = path === '' ? anchors : known.get(path)
      return !target || (fragment !== undefined && !target.has(`#${fragment}`))
    })
  expect({ slug, broken }).toEqual({ slug, broken: [] })
})

test('every folder of files belongs to a page', () => {
  const slugs = new Set(recordable.map((page) => page.slug))
  const orphans = paths.filter(
    (path) => !path.endsWith('.mdx') && ![...slugs].some((slug) => path.startsWith(`${slug}/`)),
  )
  expect(orphans).toEqual([])
})

test.for(recordable)(
  'the recording of $slug is of the commands that the page shows, and shows what the page says',
  async ({ slug, blocks }) => {
    const recording = recordingSchema.parse(JSON.parse(await files.read(`${slug}/recording.json`)))
    expect(staleness(recording, blocks), `run \`npm run record -- ${slug}\``).toBeUndefined()
  },
)

test.for(recordable)(
  'what Why? tells of $slug was recorded with its commands and objects',
  async ({ slug, blocks, body }) => {
    const { commands, objects } = storiesSchema.parse(JSON.parse(await files.read(`${slug}/stories.json`)))
    const known = new Set(blocks.flatMap(({ steps }) => steps.map(({ command }) => command)))
    expect(Object.keys(commands).filter((command) => !known.has(command))).toEqual([])
    const asked = [...body.matchAll(/<Why about="([^"]+)"/g)].map(([, about]) => about)
    expect(Object.keys(objects).toSorted()).toEqual([...new Set(asked)].toSorted((a, b) => a!.localeCompare(b!)))
    for (const [about, { steps }] of Object.entries(objects)) expect(steps.length, about).toBeGreaterThan(0)
  },
)

test('every task of an exercise is shown on its page, and nothing else is', () => {
  for (const exercise of course.exercises.values()) {
    const page = pages.find(({ slug }) => slug === exercise.slug)!
    const shown = [...page.body.matchAll(/<Task id="([^"]+)"/g)].map(([, id]) => id)
    expect(shown).toHaveLength(exercise.tasks.length)
    expect(new Set(shown)).toEqual(new Set(exercise.tasks.map((task) => task.spec.id)))
  }
})

test('every main task knows two mistakes, and can prove each', () => {
  for (const exercise of course.exercises.values())
    for (const task of exercise.tasks) {
      if (task.kind !== 'check') continue
      expect(task.mistakes.length, task.spec.id).toBeGreaterThanOrEqual(2)
      expect(task.solution.length, task.spec.id).toBeGreaterThan(0)
      for (const mistake of task.mistakes)
        expect(mistake.example.length, `${task.spec.id}/${mistake.id}`).toBeGreaterThan(0)
    }
})
