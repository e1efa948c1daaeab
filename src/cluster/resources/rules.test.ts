import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMIN } from '../cluster.ts'
import { createTestCluster, type TestCluster } from '../../testing/cluster.ts'

/** What kube-apiserver v1.35.4 answered to changes of one object, each sent with `dryRun=All`. */
interface Recording {
  /** The collection's path. */
  path: string
  object: { metadata: { name: string } }
  cases: readonly {
    operation: 'create' | 'update'
    /** Fields and what they are set to; `null` takes them away. */
    change: readonly [path: readonly (string | number)[], value: unknown]
    /** Field and message of each cause. */
    causes: readonly string[]
  }[]
}

interface Answer {
  code: number
  body: { metadata?: object; details?: { causes?: { field: string; message: string }[] } }
}

const FOLDER = new URL('testdata/rules/', import.meta.url)

let lab: TestCluster
beforeAll(async () => {
  lab = await createTestCluster()
})
afterAll(() => lab[Symbol.dispose]())

async function send(method: string, path: string, query: string, object: object): Promise<Answer> {
  const { status, body } = await lab.cluster.api.handle({
    method,
    path,
    query,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(object)),
    user: ADMIN,
    signal: new AbortController().signal,
  })
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  return { code: status, body: JSON.parse(text) as Answer['body'] }
}

type Container = Record<string | number, unknown>

function changed(object: object, [path, value]: Recording['cases'][number]['change']): object {
  const copy = structuredClone(object)
  let at = copy as Container
  for (const [index, step] of path.slice(0, -1).entries())
    at = (at[step] ??= typeof path[index + 1] === 'number' ? [] : {}) as Container
  const last = path.at(-1)!
  if (value !== null) at[last] = value
  else if (Array.isArray(at)) at.splice(last as number, 1)
  else delete at[last]
  return copy
}

const titleOf = ([path, value]: Recording['cases'][number]['change']) => `${path.join('.')}: ${JSON.stringify(value)}`

const causesOf = ({ body }: Answer) => (body.details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`)

describe.each(readdirSync(FOLDER))('%s', (file) => {
  const { path, object, cases } = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Recording
  const named = (operation: string) =>
    cases.filter((one) => one.operation === operation).map((one) => ({ ...one, title: titleOf(one.change) }))

  test.each(named('create'))('a new one with $title', async ({ change, causes }) => {
    const answer = await send('POST', path, 'dryRun=All', changed(object, change))
    expect(causesOf(answer)).toEqual(causes)
    expect(answer.code).toBe(422)
  })

  describe.runIf(named('update').length > 0)('once it is there', () => {
    let stored: object
    beforeAll(async () => {
      const { code, body } = await send('POST', path, '', object)
      expect(code).toBe(201)
      stored = body
    })

    test.each(named('update'))('a change to $title', async ({ change, causes }) => {
      const answer = await send('PUT', `${path}/${object.metadata.name}`, 'dryRun=All', changed(stored, change))
      expect(causesOf(answer)).toEqual(causes)
      expect(answer.code).toBe(422)
    })
  })
})
