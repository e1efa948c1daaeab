/** Passes values from one that pushes to one that iterates. */
export interface Queue<T> extends AsyncIterable<T> {
  /** Resolves when the reader has caught up enough to take more. Values after the end are dropped. */
  push(value: T): Promise<void>
  end(): void
}

/** @param highWater how many values may wait before `push` does. */
export function createQueue<T>(highWater = 64): Queue<T> {
  const values: T[] = []
  let ended = false
  let wakeReader: (() => void) | undefined
  let roomFor: (() => void)[] = []

  const wake = () => {
    wakeReader?.()
    wakeReader = undefined
  }
  const makeRoom = () => {
    for (const resolve of roomFor) resolve()
    roomFor = []
  }
  const end = () => {
    ended = true
    wake()
    makeRoom()
  }

  async function* read(): AsyncGenerator<T> {
    try {
      for (;;) {
        if (values.length > 0) {
          if (values.length <= highWater) makeRoom()
          yield values.shift()!
        } else if (ended) return
        else await new Promise<void>((resolve) => (wakeReader = resolve))
      }
    } finally {
      // A reader that stops early must not hold up the one that pushes.
      end()
    }
  }

  return {
    push(value) {
      if (ended) return Promise.resolve()
      values.push(value)
      wake()
      return values.length <= highWater ? Promise.resolve() : new Promise((resolve) => roomFor.push(resolve))
    },
    end,
    [Symbol.asyncIterator]: read,
  }
}
