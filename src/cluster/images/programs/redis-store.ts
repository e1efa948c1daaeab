/** An answer of the server; `Error` for `-ERR …`. */
export type RedisReply = string | number | null | RedisReply[] | RedisStatus | Error

/** `+OK`: a word that is no value. */
export class RedisStatus {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

const OK = new RedisStatus('OK')
const WRONG_TYPE = new Error('WRONGTYPE Operation against a key holding the wrong kind of value')

type Value = string | string[] | Map<string, string>

interface Entry {
  value: Value
  /** When it is gone. */
  expiresAtMs?: number
}

/** The keys of one server, and the commands on them. Differs: the commands that people try things out with, not all. */
export class RedisStore {
  readonly #entries = new Map<string, Entry>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** Runs one command. */
  run([name = '', ...args]: readonly string[]): RedisReply {
    const command = COMMANDS[name.toLowerCase()]
    if (!command) {
      const given = args.map((word) => `'${word}' `).join('')
      return new Error(`ERR unknown command '${name}', with args beginning with: ${given}`)
    }
    if (args.length < command.least)
      return new Error(`ERR wrong number of arguments for '${name.toLowerCase()}' command`)
    return command.run(this, args)
  }

  entry(key: string): Entry | undefined {
    const entry = this.#entries.get(key)
    if (entry?.expiresAtMs === undefined || entry.expiresAtMs > this.#now()) return entry
    this.#entries.delete(key)
    return undefined
  }

  text(key: string): string | undefined | Error {
    const value = this.entry(key)?.value
    return value === undefined || typeof value === 'string' ? value : WRONG_TYPE
  }

  list(key: string): string[] | Error {
    const value = this.entry(key)?.value ?? []
    return Array.isArray(value) ? value : WRONG_TYPE
  }

  hash(key: string): Map<string, string> | Error {
    const value = this.entry(key)?.value ?? new Map<string, string>()
    return value instanceof Map ? value : WRONG_TYPE
  }

  set(key: string, value: Value, lifeMs?: number): void {
    this.#entries.set(key, { value, ...(lifeMs !== undefined && { expiresAtMs: this.#now() + lifeMs }) })
  }

  expire(key: string, lifeMs: number): number {
    const entry = this.entry(key)
    if (entry) entry.expiresAtMs = this.#now() + lifeMs
    return Number(entry !== undefined)
  }

  /** Seconds; -1 for ever, -2 for what is not there. */
  timeToLive(key: string): number {
    const entry = this.entry(key)
    if (!entry) return -2
    return entry.expiresAtMs === undefined ? -1 : Math.ceil((entry.expiresAtMs - this.#now()) / 1000)
  }

  remove(key: string): boolean {
    return this.entry(key) !== undefined && this.#entries.delete(key)
  }

  clear(): void {
    this.#entries.clear()
  }

  get keys(): string[] {
    return [...this.#entries.keys()].filter((key) => this.entry(key))
  }
}

interface Command {
  /** Arguments that it needs. */
  least: number
  run(store: RedisStore, args: readonly string[]): RedisReply
}

const count = (keys: readonly string[], test: (key: string) => boolean) => keys.filter(test).length

function add(store: RedisStore, key: string, amount: number): RedisReply {
  const text = store.text(key) ?? '0'
  if (text instanceof Error) return text
  if (!/^-?\d+$/.test(text) || !Number.isInteger(amount))
    return new Error('ERR value is not an integer or out of range')
  const sum = Number(text) + amount
  store.set(key, String(sum))
  return sum
}

function push(store: RedisStore, [key = '', ...values]: readonly string[], front: boolean): RedisReply {
  const list = store.list(key)
  if (list instanceof Error) return list
  const next = front ? [...values.toReversed(), ...list] : [...list, ...values]
  store.set(key, next)
  return next.length
}

function pop(store: RedisStore, key: string, front: boolean): RedisReply {
  const list = store.list(key)
  if (list instanceof Error) return list
  const value = front ? list.shift() : list.pop()
  if (list.length === 0) store.remove(key)
  return value ?? null
}

function pattern(glob: string): RegExp {
  const escaped = glob
    .replaceAll(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${escaped}$`)
}

const COMMANDS: Readonly<Record<string, Command>> = Object.assign(Object.create(null) as object, {
  ping: { least: 0, run: (_store, [text]) => text ?? new RedisStatus('PONG') },
  echo: { least: 1, run: (_store, [text]) => text! },
  get: { least: 1, run: (store, [key]) => store.text(key!) ?? null },
  set: {
    least: 2,
    run(store, [key, value, ...options]) {
      const words = options.map((word) => word.toLowerCase())
      const known = store.entry(key!) !== undefined
      if ((words.includes('nx') && known) || (words.includes('xx') && !known)) return null
      const ex = words.indexOf('ex')
      store.set(key!, value!, ex < 0 ? undefined : Number(options[ex + 1]) * 1000)
      return OK
    },
  },
  del: { least: 1, run: (store, keys) => count(keys, (key) => store.remove(key)) },
  exists: { least: 1, run: (store, keys) => count(keys, (key) => store.entry(key) !== undefined) },
  incr: { least: 1, run: (store, [key]) => add(store, key!, 1) },
  decr: { least: 1, run: (store, [key]) => add(store, key!, -1) },
  incrby: { least: 2, run: (store, [key, amount]) => add(store, key!, Number(amount)) },
  decrby: { least: 2, run: (store, [key, amount]) => add(store, key!, -Number(amount)) },
  expire: { least: 2, run: (store, [key, seconds]) => store.expire(key!, Number(seconds) * 1000) },
  ttl: { least: 1, run: (store, [key]) => store.timeToLive(key!) },
  keys: { least: 1, run: (store, [glob]) => store.keys.filter((key) => pattern(glob!).test(key)) },
  dbsize: { least: 0, run: (store) => store.keys.length },
  lpush: { least: 2, run: (store, args) => push(store, args, true) },
  rpush: { least: 2, run: (store, args) => push(store, args, false) },
  lpop: { least: 1, run: (store, [key]) => pop(store, key!, true) },
  rpop: { least: 1, run: (store, [key]) => pop(store, key!, false) },
  llen: {
    least: 1,
    run(store, [key]) {
      const list = store.list(key!)
      return list instanceof Error ? list : list.length
    },
  },
  lrange: {
    least: 3,
    run(store, [key, from, to]) {
      const list = store.list(key!)
      if (list instanceof Error) return list
      const end = Number(to) < 0 ? list.length + Number(to) : Number(to)
      return list.slice(Number(from), end + 1)
    },
  },
  hset: {
    least: 3,
    run(store, [key, ...fields]) {
      const hash = store.hash(key!)
      if (hash instanceof Error) return hash
      const before = hash.size
      for (let at = 0; at + 1 < fields.length; at += 2) hash.set(fields[at]!, fields[at + 1]!)
      store.set(key!, hash)
      return hash.size - before
    },
  },
  hget: {
    least: 2,
    run(store, [key, field]) {
      const hash = store.hash(key!)
      return hash instanceof Error ? hash : (hash.get(field!) ?? null)
    },
  },
  hgetall: {
    least: 1,
    run(store, [key]) {
      const hash = store.hash(key!)
      return hash instanceof Error ? hash : [...hash].flat()
    },
  },
  flushall: {
    least: 0,
    run(store) {
      store.clear()
      return OK
    },
  },
} satisfies Record<string, Command>)
