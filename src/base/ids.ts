/** Chance, injected everywhere. */
export interface Ids {
  /** A number in [0, 1). */
  random(): number
  /** RFC 9562 version 4. */
  uuid(): string
  /** `length` characters of the alphabet that Kubernetes uses for generated names. */
  suffix(length?: number): string
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string
  /** `length` characters of `alphabet`. */
  string(length: number, alphabet: string): string
}

// Verbatim: no vowels and no 0, 1, 3, so that no word can arise (k8s.io/apimachinery pkg/util/rand).
const KUBERNETES_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'

/** Cryptographically strong chance. */
export function createIds(): Ids {
  const pool = new Uint32Array(256)
  let used = pool.length
  return fromRandom(() => {
    if (used === pool.length) {
      crypto.getRandomValues(pool)
      used = 0
    }
    return pool[used++]! / 0x1_0000_0000
  })
}

/** Chance that repeats: the same seed gives the same ids. */
export function createSeededIds(seed = 1): Ids {
  let state = seed >>> 0
  return fromRandom(() => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  })
}

function fromRandom(random: () => number): Ids {
  const string = (length: number, alphabet: string) => {
    const characters: string[] = []
    for (let i = 0; i < length; i++) characters.push(alphabet[Math.floor(random() * alphabet.length)]!)
    // Joined at once: a text that grows by concatenation keeps all its pieces in memory.
    return characters.join('')
  }
  // Every request and every object gets a UUID; of whole words it takes an eighth of the chance that single digits take.
  const word = () => Math.floor(random() * 0x1_0000_0000)
  const digits = (bits: number, length: number) => bits.toString(16).padStart(length, '0')
  return {
    random,
    string,
    hex: (length) => string(length, '0123456789abcdef'),
    suffix: (length = 5) => string(length, KUBERNETES_ALPHABET),
    uuid() {
      const [a, b, c, d] = [word(), word(), word(), word()]
      const version = 0x4000 | (b & 0xfff)
      const variant = 0x8000 | (c & 0x3fff)
      const node = digits(c >>> 16, 4) + digits(d, 8)
      return [digits(a, 8), digits(b >>> 16, 4), digits(version, 4), digits(variant, 4), node].join('-')
    },
  }
}
