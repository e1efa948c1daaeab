import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestBackend, type TestBackend } from '../testing/sandbox/backend.ts'
import type { Page } from '../testing/sandbox/page.ts'

let backend: TestBackend
let cookie: string

beforeAll(async () => {
  backend = await startTestBackend()
  cookie = await backend.cookie()
})
afterAll(() => backend[Symbol.asyncDispose]())

const exercise = () => backend.page(cookie, 'exercises/exercise-1', 'empty-account')
const home = () => backend.page(cookie, '', 'cluster-ready')

/** Runs a command in a page's terminal. */
async function run(page: Page, command: string): Promise<string> {
  const from = page.text().length
  page.type(`${command}; echo "<"done">"\n`)
  await page.shows(/<done>\n[^]*\$ $/, { from, timeoutMs: 60_000 })
  const shown = page.text().slice(from)
  return shown.slice(shown.indexOf('\n') + 1, shown.lastIndexOf('<done>'))
}

test('each scenario has a lab of its own, and nothing is lost on the way between pages', async () => {
  const first = await exercise()
  await first.open()
  await run(first, 'aws iam create-user --user-name ada >made')
  await first.close()

  const other = await home()
  expect(await other.frame('welcome')).toMatchObject({ lab: { scenario: 'cluster-ready', clusters: ['demo'] } })
  await other.open()
  expect(await run(other, 'ls; aws iam list-users --query "Users[].UserName" --output text')).toBe('learner\n')
  expect(await run(other, 'kubectl get nodes --no-headers | grep -c " Ready "')).toBe('3\n')
  expect(await run(other, 'kubectl create configmap here')).toBe('configmap/here created\n')

  const back = await exercise()
  expect((await back.frame('welcome')).lab).toMatchObject({ scenario: 'empty-account', state: 'same', clusters: [] })
  await back.open()
  await back.shows(/create-user/)
  expect(await run(back, 'ls made; aws iam list-users --query "Users[].UserName" --output text')).toBe(
    'made\nada\tlearner\n',
  )
  await back.close()
  await other.close()
})

test('a lab that is begun anew is as at its start, and the others stay', async () => {
  const page = await home()
  await page.open()
  await run(page, 'rm -r .kube .aws; touch left')
  page.send({ type: 'lab.reset' })
  await page.frame('welcome', ({ lab }) => lab.state === 'new')
  await page.frame('terminal.closed')
  const from = page.text().length
  page.send({ type: 'terminal.open', terminal: 0, cols: 100, rows: 30 })
  await page.shows(/\$ $/, { from })
  expect(await run(page, 'ls; kubectl get configmaps -o name; aws eks list-clusters --output text')).toBe(
    'configmap/kube-root-ca.crt\nCLUSTERS\tdemo\n',
  )
  await page.close()

  const other = await exercise()
  await other.open()
  expect(await run(other, 'ls made')).toBe('made\n')
  await other.close()
})
