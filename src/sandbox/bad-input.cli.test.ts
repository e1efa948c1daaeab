import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestBackend, type TestBackend } from '../testing/sandbox/backend.ts'
import type { Page } from '../testing/sandbox/page.ts'

let backend: TestBackend
let page: Page

beforeAll(async () => {
  backend = await startTestBackend()
  page = await backend.page(await backend.cookie(), '', 'cluster-ready')
  page.send({ type: 'terminal.open', terminal: 0, cols: 400, rows: 30 })
  await page.shows(/\$ $/)
})
afterAll(async () => {
  await page.close()
  await backend[Symbol.asyncDispose]()
})

/** What a command prints, and its exit status behind it. */
async function run(command: string): Promise<string> {
  const from = page.text().length
  page.type(`${command}; echo "<$?"">"\n`)
  await page.shows(/<\d+>\n[^]*\$ $/, { from, timeoutMs: 60_000 })
  const shown = page.text().slice(from)
  return shown.slice(shown.indexOf('\n') + 1, shown.lastIndexOf('>\n') + 1)
}

const apply = (...lines: string[]) => run(`printf '${lines.join('\\n')}\\n' | kubectl apply -f -`)

test('a manifest that is no YAML, lacks its kind, or has a field that is none, gets the real message', async () => {
  expect(await apply('kind: Pod', 'metadata:', '  name: web', '   labels: {}')).toBe(
    'error: error parsing STDIN: error converting YAML to JSON: yaml: line 4: mapping values are not allowed in this context\n<1>',
  )
  expect(await apply('apiVersion: v1', 'metadata: {name: web}')).toBe(
    'error: error validating "STDIN": error validating data: kind not set; if you choose to ignore these errors, turn validation off with --validate=false\n<1>',
  )
  expect(
    await apply('apiVersion: v1', 'kind: Pod', 'metadata: {name: web}', 'spec: {containers: [{name: c, imag: nginx}]}'),
  ).toBe(
    'Error from server (BadRequest): error when creating "STDIN": Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.containers[0].imag"\n<1>',
  )
  expect(await apply('apiVersion: v1', 'kind: Pod', 'metadata: {name: Web}', 'spec: {containers: []}')).toContain(
    'spec.containers: Required value\n<1>',
  )
})

test('parameters that aws does not take are refused by the CLI, those that AWS does not take by the account', async () => {
  expect(await run('aws eks create-cluster --name shop')).toMatch(
    /aws: error: the following arguments are required: --role-arn, --resources-vpc-config\n<2(52)?>$/,
  )
  expect(await run('aws eks describe-cluster --name demo --colour red')).toMatch(
    /Unknown options: --colour, red\n<2(52|55)>$/,
  )
  expect(await run('aws eks describe-cluster --name none')).toBe(
    '\nAn error occurred (ResourceNotFoundException) when calling the DescribeCluster operation: No cluster found for name: none.\n<255>',
  )
  expect(await run('aws iam create-role --role-name "a b" --assume-role-policy-document "{}"')).toMatch(
    /^\nAn error occurred \(ValidationError\) when calling the CreateRole operation: .*'a b'.*roleName.*\n<255>$/,
  )
})
