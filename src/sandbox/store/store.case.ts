import { expect, test } from 'vitest'
import type { Store } from './store.ts'

/** What every store must do. @param open opens the same store again when it is called again. */
export function runStoreCases(open: () => Promise<Store> | Store): void {
  async function withStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
    const store = await open()
    try {
      return await use(store)
    } finally {
      await store.close()
    }
  }

  test('a secret finds its session again, and numbers never repeat', async () => {
    const first = await withStore((store) => store.openSession('a', 1))
    const open = (secret: string, nowMs: number) => withStore((store) => store.openSession(secret, nowMs))
    const [second, again, third] = [await open('b', 2), await open('b', 9), await open('c', 3)]
    expect(again).toEqual({ ...second, seenMs: 9 })
    expect(new Set([first.number, second.number, third.number]).size).toBe(3)
    expect(new Set([first.id, second.id, third.id]).size).toBe(3)
  })

  test('documents hold their newest value, each owner its own', async () => {
    await withStore(async (store) => {
      await store.putDocument('s', 'answer', 'x', { text: 'alt' })
      await store.putDocument('s', 'answer', 'x', { text: 'neu ü' })
      await store.putDocument('s', 'answer', 'y', null)
      await store.putDocument('t', 'answer', 'x', 1)
    })
    await withStore(async (store) => {
      expect(await store.getDocument('s', 'answer', 'x')).toEqual({ text: 'neu ü' })
      expect(await store.getDocument('s', 'answer', 'z')).toBeUndefined()
      expect(await store.listDocuments('s', 'answer')).toEqual(
        new Map<string, unknown>([
          ['x', { text: 'neu ü' }],
          ['y', null],
        ]),
      )
      await store.deleteDocuments('s', 'answer')
      expect(await store.listDocuments('s', 'answer')).toEqual(new Map())
      expect(await store.getDocument('t', 'answer', 'x')).toBe(1)
    })
  })

  test('logs keep their order, can be read from anywhere and be trimmed', async () => {
    await withStore(async (store) => {
      const middle = await store.append('s', 'change', [1, 2])
      const last = await store.append('s', 'change', [3])
      await store.append('s', 'journal', ['other'])
      const values = async (after?: number) => (await store.readLog('s', 'change', after)).map(({ value }) => value)
      expect(await values()).toEqual([1, 2, 3])
      expect(await values(middle)).toEqual([3])
      await store.trimLog('s', 'change', middle)
      expect(await store.readLog('s', 'change')).toEqual([{ position: last, value: 3 }])
      expect(await store.readLog('s', 'journal')).toMatchObject([{ value: 'other' }])
    })
  })

  test('a setting is made once', async () => {
    expect(await withStore((store) => store.setting('key', async () => ({ d: 1 })))).toEqual({ d: 1 })
    expect(await withStore((store) => store.setting('key', async () => expect.unreachable()))).toEqual({ d: 1 })
  })
}
