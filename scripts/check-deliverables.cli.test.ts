import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { createSigner, generateSigningKey, sealSubmission, tasksOf, type Course } from '#course'
import { loadCourse } from '../src/course/course-files.ts'

const root = join(import.meta.dirname, '..')
const course = await loadCourse(root)
const folder = await mkdtemp(join(tmpdir(), 'deliverables-'))
afterAll(() => rm(folder, { recursive: true }))
const signer = await createSigner(await generateSigningKey())

/** A submission of the exercise that asks for the most, with every quiz and answer done right, and nothing built. */
function seal(of: Course, answers: boolean, learner = '=1+1, "Ada"'): Promise<string> {
  const exercise = of.exercises.get('deliverables')!
  const tasks = tasksOf(of, exercise)
  return sealSubmission(
    {
      learner,
      exercise,
      lab: { id: 'lab', scenario: 'empty-account' },
      submittedAt: '2026-11-22T12:00:00Z',
      record: (_exercise, id) => {
        const task = tasks.find(({ task }) => task.spec.id === id)!.task
        if (task.kind === 'quiz' && answers)
          return {
            attempt: { answer: task.spec.choices.filter(({ correct }) => correct).map((choice) => choice.id) },
            hint: 0,
          }
        if (task.kind === 'answer' && answers)
          return { attempt: { answer: 'because '.repeat(task.spec.minimumWords) }, hint: 0 }
        return undefined
      },
      journal: [],
    },
    of,
    signer,
  )
}

const file = join(folder, 'ada.json')
await writeFile(file, await seal(course, true))

const run = promisify(execFile)
async function check(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  try {
    const { stdout, stderr } = await run(join(root, 'scripts/check-deliverables.ts'), args)
    return { status: 0, stdout, stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { status: code, stdout, stderr }
  }
}

test('a table for people, with the reason for each task that is missing', async () => {
  const { status, stdout } = await check('--key', signer.key, file)
  expect(status).toBe(1)
  expect(stdout).toMatch(
    /^FILE +LEARNER +EXERCISE +SCORE +RESULT\n.*ada\.json +=1\+1, "Ada" +deliverables +14\/\d+ +not passed\n/,
  )
  expect(stdout).toContain('exercise-1/cluster-role: wanted a role named demo-cluster-role, seen')
  expect(stdout).not.toContain('who-runs')
})

test('a folder, and the forms for programs', async () => {
  const { stdout } = await check('--json', folder)
  expect(JSON.parse(stdout)).toMatchObject([{ file, finding: 'verified', passed: false, key: signer.key }])
  const csv = (await check('--csv', folder)).stdout
  expect(csv.split('\r\n')[0]).toContain('"learner"')
  expect(csv).toContain(`"'=1+1, ""Ada"""`)
  const junit = (await check('--junit', folder)).stdout
  expect(junit).toMatch(/<testsuite name=".*ada\.json" tests="18" failures="8">/)
  expect(junit).toContain('<testcase name="deliverables/who-runs"/>')
})

test('an edited file, and one that another key signed', async () => {
  const edited = join(folder, 'edited.txt')
  await writeFile(edited, (await seal(course, true)).replace('"hint":0', '"hint":1'))
  expect(await check('--key', signer.key, edited)).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('edited'),
  })
  expect(await check('--key', '00'.repeat(32), file)).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('other-key'),
  })
})

test('wrong usage and unreadable files exit with 2', async () => {
  expect(await check()).toMatchObject({ status: 2, stderr: expect.stringContaining('usage: check-deliverables') })
  expect(await check('--json', '--csv', file)).toMatchObject({ status: 2 })
  expect(await check('--jsn', file)).toMatchObject({ status: 2 })
  expect(await check('--key', signer.key.slice(1), file)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--key takes the 64 digits'),
  })
  expect(await check(join(folder, 'nobody.json'))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('nobody.json'),
  })
})

test('what is handed in is judged file by file, whatever it is; what concerns several is remarked', async () => {
  const handedIn = await mkdtemp(join(tmpdir(), 'handed-in-'))
  onTestFinished(() => rm(handedIn, { recursive: true }))
  await mkdir(join(handedIn, 'folder.json'), { recursive: true })
  const sealed = await seal(course, true, 'Bob \u001b[2J\nEve')
  const files = {
    'bob.json': sealed,
    'copy.json': sealed,
    'eve.json': await seal(course, true, 'Eve'),
    'line-ends.json': sealed.replaceAll('\n', '\r\n'),
    'empty.json': '',
    'huge.json': '',
    'notes.txt': 'not looked at',
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(handedIn, name), content)
  await truncate(join(handedIn, 'huge.json'), 3e9)
  await symlink('nowhere', join(handedIn, 'link.json'))

  const { status, stdout } = await check(handedIn)
  expect(status).toBe(2)
  const said = stdout.replaceAll(`${handedIn}/`, '')
  for (const line of [
    /^bob\.json +Bob \ufffd\[2J Eve +deliverables +14\/\d+ +not passed\n {2}the same file as copy\.json\n {2}of the same lab as eve\.json of Eve\n/m,
    /^empty\.json .*not-a-submission\n {2}The file is empty\.\n/m,
    /^huge\.json .*not-a-submission\n {2}With 3000 MB the file is larger than any submission\.\n/m,
    /^line-ends\.json .*edited\n {2}The file's line ends were changed/m,
    /^link\.json .*unreadable\n {2}ENOENT/m,
    /\n\n7 files: 3 not passed, 2 not-a-submission, 1 edited, 1 unreadable\n$/,
  ])
    expect(said).toMatch(line)
  expect((await check('--csv', handedIn)).stdout).toContain(`of the same lab as ${handedIn}/eve.json of Eve"\r\n`)
  expect((await check('--junit', handedIn)).stdout).toContain(`<system-out>the same file as ${handedIn}/copy.json<`)
})
