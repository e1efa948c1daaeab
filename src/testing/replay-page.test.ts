import { expect, test } from 'vitest'
import { parsePage } from '#course'
import { replayPage } from './replay-page.ts'

const page = parsePage(
  'control-plane/down',
  `---
title: Down
description: What happens while a component of the control plane is stopped.
chapter: control-plane
order: 1
scenario: cluster-ready
minutes: 1
---

\`\`\`console
$ pwd
/home/learner
\`\`\`

\`\`\`console skip="it takes a day"
$ sleep 86400
\`\`\`

\`\`\`console without="kube-scheduler"
$ seen
wanted
$ hang
$ never
\`\`\`
`,
)

test('a page is replayed in order, with components down where it says so, up to the command that never ends', async () => {
  const happened: string[] = []
  const stage = {
    home: '/tmp/home-1',
    setComponent: (name: string, running: boolean) => void happened.push(`${name} ${running ? 'on' : 'off'}`),
    shell: {
      run(command: string) {
        happened.push(command)
        if (command === 'hang') return Promise.reject(new Error('`hang` took longer than 1 ms'))
        return Promise.resolve({ stdout: command === 'pwd' ? '/tmp/home-1' : command, stderr: '', exitCode: 0 })
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
  }
  const { recording, differences, complete } = await replayPage(page, stage)
  expect(happened).toEqual(['pwd', 'kube-scheduler off', 'seen', 'hang'])
  expect(recording.blocks.map(({ index, steps }) => [index, steps.map(({ stdout }) => stdout)])).toEqual([
    [0, ['/home/learner']],
    [2, ['seen']],
  ])
  expect(differences.map(({ command, mismatch }) => [command, mismatch.seen])).toEqual([
    ['seen', 'seen'],
    ['hang', '`hang` took longer than 1 ms'],
  ])
  expect(complete).toBe(false)
})
