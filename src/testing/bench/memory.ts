/** Bytes that live in this process, once what is garbage has gone; wants `--expose-gc`. */
export function memory(): number {
  for (let i = 0; i < 3; i++) globalThis.gc!()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}
