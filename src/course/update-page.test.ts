import { expect, test } from 'vitest'
import { generalize } from './generalize.ts'
import { parsePage } from './page.ts'
import { staleness, type Recording } from './recording.ts'
import { updatePage } from './update-page.ts'

test.for([
  [
    'NAME                     READY   AGE\nweb-7d4bc9f5d8-x2x9k     1/1     3m12s\n',
    'NAME                     READY   AGE\nweb-<hash>-<rand>     1/1     <age>\n',
  ],
  ['timeout 30s', 'timeout 30s'],
  ['ip-10-0-3-17.us-west-2.compute.internal 10.0.3.17', '<node> <ip>'],
  ['subnet-0a1b2c3d4e5f60718 vpc-0a1b2c3d 172.31.0.0/16', 'subnet-<id> vpc-<id> 172.31.0.0/16'],
  ['"arn:aws:iam::111122223333:role/demo-cluster-role"', '"arn:aws:iam::<id>:role/demo-cluster-role"'],
  ['Scaled up replica set hello-77db949f8f from 0 to 3', 'Scaled up replica set hello-<hash> from 0 to 3'],
  ['replicaset.apps/hello-77db949f8f', 'replicaset.apps/hello-<hash>'],
  ['kube-system   aws-node-ptb2r   2/2', 'kube-system   aws-node-<rand>   2/2'],
  ['hello-world is not a Pod', 'hello-world is not a Pod'],
  ['80:32456/TCP  443/TCP', '80:<n>/TCP  443/TCP'],
  ['Sun, 22 Nov 2026 22:29:19 +0000   2026/11/22 22:29:19 [notice]', '<time>   <time> [notice]'],
  [
    'a68f1999bcb66490bb5203f7bc53edea-ed1cbc34559b780e.elb.us-west-2.amazonaws.com',
    '<id>-<id>.elb.us-west-2.amazonaws.com',
  ],
  ['deployment "web" successfully rolled out', '...\ndeployment "web" successfully rolled out'],
  [
    'Waiting for x\nWaiting for y\ndeployment "web" successfully rolled out',
    '...\ndeployment "web" successfully rolled out',
  ],
])('%j becomes %j', ([seen, expected]) => {
  expect(generalize(seen!)).toBe(expected)
})

const PAGE = `---
title: Pods
description: A page about Pods that is long enough for a search result.
chapter: workloads
order: 1
scenario: cluster-ready
minutes: 1
---

- in a list

  \`\`\`console
  $ kubectl get pods
  $ kubectl get nodes
  old
  \`\`\`

\`\`\`console skip="why"
$ reboot
\`\`\`

\`\`\`console
$ echo same
<any>
\`\`\`
`
const step = (command: string, stdout: string) => ({ command, stdout, stderr: '', exitCode: 0, durationMs: 100 })
const recording: Recording = {
  blocks: [
    { index: 0, steps: [step('kubectl get pods', 'NAME   AGE\n\nweb    3s'), step('kubectl get nodes', 'new')] },
    { index: 2, steps: [step('echo same', 'same')] },
  ],
}

test('a recording is written into the page where it differs, and nowhere else', () => {
  const page = parsePage('workloads/pods', PAGE)
  const updated = updatePage(PAGE, page, recording)
  expect(updated).toBe(
    PAGE.replace('  $ kubectl get nodes\n  old', '  NAME   AGE\n\n  web    <age>\n  $ kubectl get nodes\n  new'),
  )
  expect(updatePage(updated, parsePage('workloads/pods', updated), recording)).toBe(updated)
})

test('a recording of other commands or of other output is stale', () => {
  expect(staleness(recording, parsePage('workloads/pods', PAGE).blocks)).toBe(
    'block 0: `kubectl get pods` was recorded with NAME  AGE, the page says (no more lines)',
  )
  const { blocks } = parsePage('workloads/pods', updatePage(PAGE, parsePage('workloads/pods', PAGE), recording))
  expect(staleness(recording, blocks)).toBeUndefined()
  expect(staleness({ blocks: [recording.blocks[0]!] }, blocks)).toMatch(
    /^block 2: echo same is not what was recorded \(nothing\)/,
  )
  expect(staleness(recording, blocks.slice(0, 2))).toBe('blocks were recorded that are no longer in the page')
})
