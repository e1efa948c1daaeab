/**
 * Reads the arguments of a script. `--help` prints how it is used and ends it; what is wrong is said in a line, with how it is used (exit status 2).
 * @param read throws what is to be said
 */
export function readArguments<T>(usage: string, read: () => T): T {
  if (['--help', '-h'].some((help) => process.argv.includes(help))) {
    console.log(usage)
    process.exit(0)
  }
  try {
    return read()
  } catch (error) {
    return endWithUsage(usage, error as Error)
  }
}

/** For what turns out to be wrong only when it is done. */
export function endWithUsage(usage: string, { message }: Error): never {
  console.error(`${message}\n${usage}`)
  process.exit(2)
}
