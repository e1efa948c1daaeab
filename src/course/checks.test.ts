import { expect, test } from 'vitest'
import { evaluateTask, meetsBaseline } from './checks.ts'
import { parseExercise, type Task } from './exercise.ts'
import { readSources, type Evidence, type SourceRequest, type SourceResult } from './source.ts'

const ok = (body: unknown): SourceResult => ({ ok: true, status: 200, error: '', body })
const missing = (error: string): SourceResult => ({ ok: false, status: 404, error, body: { message: 'not there' } })

const EXERCISE = `
title: A role and a Pod
tasks:
  - id: role
    kind: check
    title: A role that EKS may assume
    sources:
      role: { aws: iam GetRole, input: { RoleName: eks-cluster } }
    checks:
      - expect: role.ok
        wanted: a role named eks-cluster
        seen: role.error
      - expect: trusts(role.body.Role.AssumeRolePolicyDocument, "eks.amazonaws.com")
        wanted: a trust policy for eks.amazonaws.com
        seen: trusted(role.body.Role.AssumeRolePolicyDocument)
    mistakes:
      - id: node-trust
        when: trusts(role.body.Role.AssumeRolePolicyDocument, "ec2.amazonaws.com")
        message: The role lets \${trusted(role.body.Role.AssumeRolePolicyDocument)} in, that is the nodes' trust.
        help: '#two-roles'
    hints: { nudge: Who uses the role?, pointer: aws iam create-role }
  - id: gone
    kind: check
    title: The Pod is gone
    sources:
      pod: { get: /api/v1/namespaces/default/pods/web }
      node: { get: '/api/v1/nodes/\${pod.body.spec.nodeName}' }
    baseline: pod.ok
    checks: [{ expect: pod.error == "NotFound", wanted: no Pod named web, seen: pod.body.metadata.name }]
    waiting: [{ when: has(pod.body.metadata.deletionTimestamp), message: The kubelet is stopping its container. }]
    hints: { nudge: Who owns it?, pointer: kubectl delete }
  - id: where
    kind: lookup
    title: Where it runs
    question: Which node runs web?
    sources: { pod: { get: /api/v1/namespaces/default/pods/web } }
    expect: answer == pod.body.spec.nodeName
    right: pod.body.spec.nodeName
    wanted: the name of the Pod's node
    hints: { nudge: n, pointer: p }
  - id: who
    kind: quiz
    title: Who starts containers
    question: Who?
    choices:
      - { id: a, text: the kubelet, correct: true, why: It does. }
      - { id: b, text: the scheduler, why: It only writes spec.nodeName. }
  - id: why
    kind: answer
    title: Why
    question: Why?
    minimumWords: 3
    rubric: [{ criterion: names a reason, points: 2 }]
`
const exercise = parseExercise('test/page', EXERCISE)
const task = (id: string): Task => exercise.tasks.find((each) => each.spec.id === id)!
const role = (service: string): Evidence => ({
  role: ok({
    Role: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      },
    },
  }),
})

test('a check passes, fails with what it saw, or names the known mistake', () => {
  expect(evaluateTask(task('role'), { evidence: role('eks.amazonaws.com') })).toMatchObject({ status: 'pass' })
  expect(evaluateTask(task('role'), { evidence: { role: missing('NoSuchEntity') } })).toEqual({
    status: 'fail',
    wanted: 'a role named eks-cluster',
    seen: 'NoSuchEntity',
  })
  expect(evaluateTask(task('role'), { evidence: role('ec2.amazonaws.com') })).toMatchObject({
    status: 'fail',
    mistake: "The role lets ec2.amazonaws.com in, that is the nodes' trust.",
    help: '#two-roles',
  })
})

test('IAM sends the trust policy URL-encoded; that is the same policy', () => {
  const evidence = role('eks.amazonaws.com')
  const body = evidence['role']!.body as { Role: { AssumeRolePolicyDocument: unknown } }
  body.Role.AssumeRolePolicyDocument = encodeURIComponent(JSON.stringify(body.Role.AssumeRolePolicyDocument))
  expect(evaluateTask(task('role'), { evidence }).status).toBe('pass')
})

test('"gone" counts only after it was there', () => {
  const there = { pod: ok({ metadata: { name: 'web' } }) }
  const gone = { pod: missing('NotFound') }
  expect(evaluateTask(task('gone'), { evidence: gone }).status).toBe('fail')
  expect(meetsBaseline(task('gone'), gone)).toBe(false)
  expect(meetsBaseline(task('gone'), there)).toBe(true)
  expect(evaluateTask(task('gone'), { evidence: gone, baseline: there }).status).toBe('pass')
  expect(evaluateTask(task('gone'), { evidence: gone, baseline: gone }).status).toBe('fail')
  const stopping = { pod: ok({ metadata: { name: 'web', deletionTimestamp: '2026-11-22T12:00:00Z' } }) }
  expect(evaluateTask(task('gone'), { evidence: stopping, baseline: there })).toMatchObject({
    status: 'waiting',
    seen: 'The kubelet is stopping its container.',
  })
})

test('lookups, quizzes and answers', () => {
  const evidence = { pod: ok({ spec: { nodeName: 'n1' } }) }
  expect(evaluateTask(task('where'), { evidence, answer: ' n1\n' }).status).toBe('pass')
  expect(evaluateTask(task('where'), { evidence, answer: 'n2' })).toMatchObject({ status: 'fail', seen: 'n2' })
  expect(evaluateTask(task('where'), { evidence: { pod: missing('NotFound') }, answer: 'n1' }).status).toBe('fail')
  expect(evaluateTask(task('who'), { answer: ['a'] }).status).toBe('pass')
  expect(evaluateTask(task('who'), { answer: ['b'] }).mistake).toBe('It only writes spec.nodeName.')
  expect(evaluateTask(task('who'), { answer: ['a', 'b'] }).status).toBe('fail')
  expect(evaluateTask(task('who'), {}).seen).toBe('not answered')
  expect(evaluateTask(task('why'), { answer: 'one two' }).status).toBe('fail')
  expect(evaluateTask(task('why'), { answer: 'one two three' }).status).toBe('pass')
})

test('sources are asked in order; later ones use earlier results, and noise is left out', async () => {
  const asked: SourceRequest[] = []
  const read = (reply: SourceResult) => (request: SourceRequest) => {
    asked.push(request)
    return Promise.resolve(reply)
  }
  const [, gone] = exercise.tasks
  if (gone?.kind !== 'check') throw new Error('the second task is a check')
  const found = await readSources(
    gone.sources,
    read(ok({ metadata: { managedFields: [1] }, spec: { nodeName: 'n1' } })),
  )
  expect(asked.map((request) => (request.kind === 'kubernetes' ? request.path : ''))).toEqual([
    '/api/v1/namespaces/default/pods/web',
    '/api/v1/nodes/n1',
  ])
  expect(found['pod']!.body).toEqual({ metadata: {}, spec: { nodeName: 'n1' } })
  const lost = await readSources(gone.sources, read(missing('NotFound')))
  expect(lost['node']).toEqual({ ok: false, status: 0, error: 'NotAsked', body: null })
})

test.for([
  ['role.ok', 'rule.ok', /task role: `rule.ok`: Unknown variable: rule.*known names: role/],
  ['expect: role.ok', 'expect: role.ok &&', /yaml:10: .*is not CEL/],
  ['role: {', 'namespace: {', /`namespace` cannot be a name: .*reserved/],
  ['expect: role.ok', 'expect: text(1)', /found no matching overload/],
  ['expect: role.ok', 'expect: size(names([]))', /yields int; a condition yields true or false/],
  ['kind: quiz', 'kind: quizz', /kind/],
  ['id: gone', 'id: role', /two tasks have the id "role"/],
  ['iam GetRole', 'iam get-role', /such as "eks DescribeCluster".*sources.role.aws/],
  ['correct: true, ', '', /a quiz needs a correct choice/],
  ['title: A role and', 'titel: A role and', /title/],
  ['pointer: p }', 'pointer: p }\n    solution: |\n      web', /yaml:42: task where: "web" stands before/],
  ['title: Where', 'title: [Where', /yaml:\d+: not YAML: /],
] as const)('an author who writes %j as %j is told', ([from, to, message]) => {
  expect(() => parseExercise('test/page', EXERCISE.replace(from, to))).toThrow(message)
  expect(() => parseExercise('test/page', EXERCISE.replace(from, to))).toThrow(
    /^content\/docs\/test\/page\/exercise\.yaml:\d+: /,
  )
})
