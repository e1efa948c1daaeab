/** Hands out the IPv4 addresses of one block, each to one owner at a time; freed ones are used again last. */
export class AddressPool {
  readonly #first: number
  readonly #size: number
  readonly #byOwner = new Map<string, number>()
  readonly #taken = new Set<number>()
  #next = 0

  /** @param cidr such as `10.244.0.0/16`; network and broadcast address are not handed out. */
  constructor(cidr: string) {
    const [address = '', bits = '32'] = cidr.split('/')
    this.#first = toNumber(address) + 1
    this.#size = 2 ** (32 - Number(bits)) - 2
  }

  /** The owner's address, a new one if it has none. `undefined` when the block is exhausted. */
  take(owner: string): string | undefined {
    const known = this.#byOwner.get(owner)
    if (known !== undefined) return toText(this.#first + known)
    if (this.#taken.size >= this.#size) return undefined
    while (this.#taken.has(this.#next)) this.#next = (this.#next + 1) % this.#size
    const offset = this.#next
    this.#next = (this.#next + 1) % this.#size
    this.#keep(owner, offset)
    return toText(this.#first + offset)
  }

  /** Remembers an address that was given earlier; addresses of other blocks are none of this pool's business. */
  claim(owner: string, address: string): void {
    const offset = toNumber(address) - this.#first
    if (offset >= 0 && offset < this.#size && !this.#taken.has(offset)) this.#keep(owner, offset)
  }

  release(owner: string): void {
    const offset = this.#byOwner.get(owner)
    if (offset === undefined) return
    this.#byOwner.delete(owner)
    this.#taken.delete(offset)
  }

  #keep(owner: string, offset: number): void {
    this.release(owner)
    this.#byOwner.set(owner, offset)
    this.#taken.add(offset)
  }
}

const toNumber = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
const toText = (value: number) => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
