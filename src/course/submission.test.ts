import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCourse, type Course } from './course.ts'
import { createSigner, generateSigningKey, type Signer } from './signing.ts'
import { formatSubmission, sealSubmission, type Submission } from './submission.ts'
import { verifySubmission } from './verify-submission.ts'

const yaml = (wanted: number) => `
title: Nodes
tasks:
  - id: nodes
    kind: check
    title: ${wanted} nodes
    weight: 3
    sources: { nodes: { get: /api/v1/nodes } }
    checks: [{ expect: items(nodes).size() == ${wanted}, wanted: ${wanted} nodes, seen: items(nodes).size() }]
    hints: { nudge: n, pointer: p }
  - { id: why, kind: answer, title: Why, question: Why?, minimumWords: 2, rubric: [{ criterion: a reason, points: 2 }] }
`
const deliverables = 'title: Deliverables\nincludes: [nodes]\ntasks: []\n'
const courseOf = (wanted = 2) =>
  createCourse(
    '1.0.0',
    new Map([
      ['exercises/nodes', yaml(wanted)],
      ['deliverables', deliverables],
    ]),
  )

async function seal(course: Course, signer: Signer, nodes = 2): Promise<Uint8Array> {
  const items = Array.from({ length: nodes }, (_, index) => ({ metadata: { name: `n${index}` } }))
  const evidence = { nodes: { ok: true, status: 200, error: '', body: { items } } }
  const records: Record<string, { attempt: object; hint: number }> = {
    'nodes/nodes': { attempt: { evidence }, hint: 1 },
    'nodes/why': { attempt: { answer: 'because of é and 日' }, hint: 0 },
  }
  const text = await sealSubmission(
    {
      learner: 'Ada Lovelace',
      exercise: course.exercises.get('deliverables')!,
      lab: { id: 'lab-1', scenario: 'empty-account' },
      submittedAt: '2026-11-22T12:00:00.000Z',
      record: (exercise, task) => records[`${exercise}/${task}`],
      journal: [{ at: '2026-11-22T11:59:00.000Z', command: 'kubectl get nodes', exitCode: 0 }],
    },
    course,
    signer,
  )
  return new TextEncoder().encode(text)
}

const course = await courseOf()
const signer = await createSigner(await generateSigningKey())
const publicKeys = [signer.key]
const file = await seal(course, signer)
const parsed = () => JSON.parse(new TextDecoder().decode(file)) as Submission
const bytes = (submission: Submission) => new TextEncoder().encode(formatSubmission(submission))
const verify = (edited: Uint8Array, options: object = {}) =>
  verifySubmission(edited, { course, publicKeys, ...options })

test('a sealed submission verifies, with every task judged again', async () => {
  const result = await verify(file)
  expect(result).toMatchObject({
    finding: 'verified',
    passed: true,
    score: 4,
    points: 4,
    learner: 'Ada Lovelace',
    exercise: 'deliverables',
  })
  expect(result.tasks).toMatchObject([
    { exercise: 'nodes', task: 'nodes', verdict: { status: 'pass', seen: '2', wanted: '2 nodes' }, hint: 1 },
    { task: 'why', answer: 'because of é and 日', rubric: [{ criterion: 'a reason', points: 2 }] },
  ])
})

test('a submission whose tasks are not all passed is verified, and not passed', async () => {
  expect(await verify(await seal(course, signer, 1))).toMatchObject({
    finding: 'verified',
    passed: false,
    score: 1,
    points: 4,
  })
})

describe('each kind of bad file gets its own finding', () => {
  test('edited evidence', async () => {
    const submission = parsed()
    const task = submission.entries[1]!.body
    if (task.entry === 'task') task.verdict.seen = '3'
    expect(await verify(bytes(submission))).toMatchObject({
      finding: 'edited',
      message: expect.stringContaining('entry 2 (task nodes)'),
    })
  })
  test('an edit with the chain made anew lacks the signature', async () => {
    const other = JSON.parse(new TextDecoder().decode(await seal(course, signer, 1))) as Submission
    expect(await verify(bytes({ ...other, seal: parsed().seal }))).toMatchObject({
      finding: 'edited',
      message: expect.stringContaining('seal'),
    })
  })
  test('entries cut off the end', async () => {
    const submission = parsed()
    expect(await verify(bytes({ ...submission, entries: submission.entries.slice(0, -1) }))).toMatchObject({
      finding: 'truncated',
      message: '1 of 4 entries are missing.',
    })
  })
  test('a file cut off anywhere', async () => {
    for (const length of [20, 200, file.length - 100, file.length - 2])
      expect((await verify(file.subarray(0, length))).finding).toBe('truncated')
  })
  test('another key', async () => {
    const stranger = await createSigner(await generateSigningKey())
    const forged = await seal(course, stranger)
    expect(await verify(forged)).toMatchObject({
      finding: 'other-key',
      message: expect.stringContaining(stranger.key.slice(0, 16)),
    })
    expect(await verify(forged, { publicKeys: undefined })).toMatchObject({ finding: 'verified', key: stranger.key })
  })
  test('another version of the course', async () => {
    expect(await verify(file, { course: await courseOf(3) })).toMatchObject({ finding: 'other-version' })
  })
  test('verdicts that the evidence does not bear out', async () => {
    const lenient = await courseOf(1)
    const pretended: Course = { ...lenient, digests: course.digests }
    expect(await verify(await seal(pretended, signer, 1))).toMatchObject({
      finding: 'disagrees',
      message: expect.stringContaining('task nodes'),
    })
  })
  test('something else', async () => {
    expect((await verify(new TextEncoder().encode('hello'))).finding).toBe('not-a-submission')
    expect((await verify(new TextEncoder().encode('{"a":1}'))).finding).toBe('not-a-submission')
    expect((await verify(new Uint8Array())).finding).toBe('not-a-submission')
  })
})

test('any edit of a single byte is detected', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const edited = file.slice()
      edited[at]! ^= change
      expect((await verify(edited)).finding).not.toBe('verified')
      // A stranger who knows no key to expect must see it too.
      expect((await verify(edited, { publicKeys: undefined })).finding).not.toBe('verified')
    }),
    { numRuns: 1500 },
  )
})

test('any byte that is put in or taken out is detected', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.nat(255), async (at, byte) => {
      const longer = new Uint8Array([...file.subarray(0, at), byte, ...file.subarray(at)])
      const shorter = new Uint8Array([...file.subarray(0, at), ...file.subarray(at + 1)])
      expect((await verify(longer)).finding).not.toBe('verified')
      expect((await verify(shorter)).finding).not.toBe('verified')
    }),
    { numRuns: 500 },
  )
})
