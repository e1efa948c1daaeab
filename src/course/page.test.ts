import { expect, test } from 'vitest'
import { parsePage } from './page.ts'

const PAGE = `---
title: Leases
description: How one of several schedulers is chosen, seen in a lease.
chapter: control-plane
order: 3
scenario: cluster-ready
minutes: 5
---
import Figure from '#site/Figure.astro'

## Who \`leads\`, now?

\`\`\`console title="The lease"
$ kubectl get lease -n kube-system
NAME   HOLDER   AGE
...
\`\`\`

<Passage id="renewal">

  \`\`\`\`md
  \`\`\`console
  not a transcript
  \`\`\`
  \`\`\`\`

- in a list

  \`\`\`console terminal=2 skip="takes an hour"
  $ sleep 3600
  \`\`\`
`

test('a page is read: front matter, console blocks in order, anchors', () => {
  const page = parsePage('control-plane/leases', PAGE)
  expect(page.frontMatter).toMatchObject({ chapter: 'control-plane', terminals: 0, exercise: false })
  expect(page.blocks).toMatchObject([
    { index: 0, line: 13, title: 'The lease', terminal: 1, steps: [{ command: 'kubectl get lease -n kube-system' }] },
    { index: 1, line: 29, skip: 'takes an hour', terminal: 2, steps: [{ command: 'sleep 3600' }] },
  ])
  expect([...page.anchors]).toEqual(['#who-leads-now', '#renewal'])
})

test.for([
  ['chapter: control-plane', 'chapter: kernel', /:4: front matter: .*chapter is one of: start, /],
  ['order: 3\n', '', /order/],
  ['title: Leases\n', '', /title/],
  ['title="The lease"', 'titel="The lease"', /:13: unknown option `titel` of a console block/],
  ['title="The lease"', 'The lease', /:13: unknown text `The lease`/],
  ['$ kubectl', 'kubectl', /:14: "kubectl get lease.*stands before the first command/],
  ['  ```\n  ````', '', /:\d+: a fence is opened and not closed/],
] as const)('an author who writes %j as %j is told', ([from, to, message]) => {
  expect(() => parsePage('control-plane/leases', PAGE.replace(from, to))).toThrow(message)
  expect(() => parsePage('control-plane/leases', PAGE.replace(from, to))).toThrow(
    /^content\/docs\/control-plane\/leases\.mdx:\d+: /,
  )
})
