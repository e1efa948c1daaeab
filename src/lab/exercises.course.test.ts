import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSigner, generateSigningKey, sealSubmission, tasksOf, type Attempt } from '#course'
import { courseFiles, loadCourse } from '../course/course-files.ts'
import { readPages } from '../course/read-course.ts'
import { judgeStart, playCheck, playLookup } from '../testing/play-exercise.ts'
import { createStage, type Stage } from '../testing/stage.ts'

const root = join(import.meta.dirname, '../..')
const course = await loadCourse(root)
const pages = await readPages(courseFiles(root), course)
const exercise = course.exercises.get('exercise-1')!
const attempts = new Map<string, Attempt>()

let stage: Stage
beforeAll(async () => {
  const { frontMatter, slug } = pages.find((page) => page.slug === exercise.slug)!
  stage = await createStage(frontMatter.scenario, join(root, 'content/docs', slug, 'files'))
})
afterAll(() => stage[Symbol.asyncDispose]())

test('no task is reached at the start', async () => {
  for (const task of exercise.tasks)
    if (task.kind === 'check') expect((await judgeStart(task, stage)).status, task.spec.id).not.toBe('pass')
})

const blanks = (text: string) => text.match(/\b(?:nothing|none)\b/g)?.length ?? 0

// In order: each task begins where the solution of the one before ends.
for (const task of exercise.tasks) {
  const { id } = task.spec
  if (task.kind === 'check')
    test(`${id}: each known mistake gets its message, the solution passes`, async () => {
      const { mistakes, solved, attempt } = await playCheck(task, stage)
      for (const mistake of task.mistakes) {
        const { verdict, message } = mistakes.get(mistake.id)!
        expect(verdict, mistake.id).toMatchObject({ status: 'fail', mistake: message, help: mistake.help })
        // Where a template finds nothing to fill in, it reads so.
        const written = task.spec.mistakes.find(({ id }) => id === mistake.id)!.message
        expect(blanks(message), mistake.id).toBe(blanks(written.replaceAll(/\$\{[^}]*\}/g, '')))
      }
      expect(solved).toMatchObject({ status: 'pass' })
      attempts.set(id, attempt)
    })
  else if (task.kind === 'lookup')
    test(`${id}: a wrong answer fails, the right one passes`, async () => {
      const { wrong, solved, attempt } = await playLookup(task, stage)
      expect(wrong.status).toBe('fail')
      expect(solved).toMatchObject({ status: 'pass' })
      attempts.set(id, attempt)
    })
}

test('handed in with the quiz and the answers, it verifies as passed', async () => {
  const deliverables = course.exercises.get('deliverables')!
  for (const { task } of tasksOf(course, deliverables)) {
    if (task.kind === 'quiz')
      attempts.set(task.spec.id, {
        answer: task.spec.choices.filter(({ correct }) => correct).map((choice) => choice.id),
      })
    if (task.kind === 'answer') attempts.set(task.spec.id, { answer: 'because '.repeat(task.spec.minimumWords) })
  }
  const signer = await createSigner(await generateSigningKey())
  const text = await sealSubmission(
    {
      learner: 'Ada',
      exercise: deliverables,
      lab: { id: stage.lab.id, scenario: 'empty-account' },
      submittedAt: new Date().toISOString(),
      record: (_exercise, id) => ({ attempt: attempts.get(id) ?? {}, hint: 0 }),
      journal: [],
    },
    course,
    signer,
  )
  const file = join(stage.home, 'ada.json')
  await writeFile(file, text)
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(root, 'scripts/check-deliverables.ts'),
    '--key',
    signer.key,
    file,
  ])
  expect(stdout).toMatch(/ passed\n$/)
})
