import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareOutput } from './expect-output.ts'
import { AuthorError } from './author-error.ts'
import { formatTranscript, parseTranscript } from './transcript.ts'

const EXAMPLE = `## a Pod and a mistake
$ kubectl get pod web \\
>   -o name
pod/web

$ kubectl get pod wib
! Error from server (NotFound): pods "wib" not found
[1]
`

test('a transcript is read into steps', () => {
  expect(parseTranscript(EXAMPLE)).toEqual([
    {
      comments: ['a Pod and a mistake'],
      command: 'kubectl get pod web \\\n  -o name',
      stdout: 'pod/web',
      stderr: '',
      exitCode: 0,
    },
    {
      comments: [],
      command: 'kubectl get pod wib',
      stdout: '',
      stderr: 'Error from server (NotFound): pods "wib" not found',
      exitCode: 1,
    },
  ])
  expect(formatTranscript(parseTranscript(EXAMPLE))).toBe(EXAMPLE)
})

test('output before the first command is an author error that names its line', () => {
  expect(() => parseTranscript('\nkubectl get pods\n')).toThrow(
    new AuthorError('"kubectl get pods" stands before the first command; a command begins with "$ "', 2),
  )
})

test('formatted steps are read back, whatever they print', () => {
  // A line of output that looks like the format's own signs cannot be written down; recordings never hold one at a line's start.
  const word = fc.stringMatching(/^[ -~]{0,20}$/)
  const line = word.filter((text) => !/^(\$ |> ?|! ?|## |\[\d{1,3}\]$)/.test(text))
  const block = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n').replace(/\n+$/, ''))
  const step = fc.record({
    comments: fc.array(word, { maxLength: 2 }),
    command: fc.array(word, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
    stdout: block,
    stderr: block,
    exitCode: fc.integer({ min: 0, max: 255 }),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
      expect(parseTranscript(formatTranscript(steps))).toEqual(steps)
    }),
  )
})

const output = (stdout: string) => ({ stdout, stderr: '', exitCode: 0 })

test.for([
  ['web   1/1     Running   0          <age>', 'web   1/1   Running   0     3m12s'],
  ['Pulled  <age>  kubelet', 'Pulled   4s (x3 over 1m)    kubelet'],
  ['web-<hash>-<rand>   <ip>   <none>', 'web-7d4bc9f5d8-x2x9k   10.0.3.17   <none>'],
  ['first\n...\nlast', 'first\nlast'],
  ['first\n...\nlast', 'first\n1\nlast\n2\nlast'],
  ['...\nb\n...', 'a\nb\nc'],
  ['uid: <uid>', 'uid: 3f2b8c1e-0d4a-4f6b-9a57-8c21de00a1b2'],
])('%j stands for %j', ([wanted, seen]) => {
  expect(compareOutput(output(wanted!), output(seen!))).toBeUndefined()
})

test.for([
  ['a\nb', 'a\nc', { line: 2, wanted: 'b', seen: 'c' }],
  ['a', 'a\nb', { line: 2, wanted: '(no more lines)', seen: 'b' }],
  ['a\n...\nz', 'a\nb', { line: 3, wanted: 'z', seen: '(no more lines)' }],
  ['0.1', '0x1', { line: 1, wanted: '0.1', seen: '0x1' }],
  ['<none>', 'web', { line: 1, wanted: '<none>', seen: 'web' }],
] as const)('%j is not %j', ([wanted, seen, difference]) => {
  expect(compareOutput(output(wanted), output(seen))).toEqual({ where: 'stdout', ...difference })
})

test('exit status and stderr count', () => {
  expect(compareOutput({ ...output(''), exitCode: 1 }, output(''))).toMatchObject({
    where: 'exitCode',
    wanted: '1',
    seen: '0',
  })
  expect(compareOutput({ ...output(''), stderr: 'no' }, output(''))).toMatchObject({ where: 'stderr', wanted: 'no' })
})
