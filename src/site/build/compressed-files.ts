import { glob, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { AstroIntegration } from 'astro'

// Below this, the headers weigh more than what is saved.
const SMALLEST_BYTES = 1_000

/** Puts a brotli and a gzip copy beside each text file, which the backend (and many hosts) send instead. */
export function compressedFiles(): AstroIntegration {
  return {
    name: 'compressed-files',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const dist = fileURLToPath(dir)
        const files = await Array.fromAsync(glob('**/*.{html,css,js,svg,json,xml,txt}', { cwd: dist }))
        await Promise.all(files.map((file) => compress(join(dist, file))))
      },
    },
  }
}

async function compress(file: string): Promise<void> {
  const content = await readFile(file)
  if (content.length < SMALLEST_BYTES) return
  await Promise.all([
    promisify(brotliCompress)(content).then((bytes) => writeFile(`${file}.br`, bytes)),
    promisify(gzip)(content).then((bytes) => writeFile(`${file}.gz`, bytes)),
  ])
}
