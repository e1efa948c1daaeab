/** A position in a text. */
export class TextReader {
  readonly text: string
  position = 0

  constructor(text: string) {
    this.text = text
  }

  get done(): boolean {
    return this.position >= this.text.length
  }

  get line(): number {
    let line = 1
    for (let i = 0; i < this.position; i++) if (this.text[i] === '\n') line++
    return line
  }

  peek(ahead = 0): string {
    return this.text[this.position + ahead] ?? ''
  }

  next(): string {
    return this.text[this.position++] ?? ''
  }

  startsWith(prefix: string): boolean {
    return this.text.startsWith(prefix, this.position)
  }

  /** Steps over `prefix` where it stands here. */
  accept(prefix: string): boolean {
    if (!this.startsWith(prefix)) return false
    this.position += prefix.length
    return true
  }

  /** What `pattern` (sticky) matches here, stepping over it. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position
    const [found] = pattern.exec(this.text) ?? []
    if (found !== undefined) this.position += found.length
    return found
  }
}
