import { glob, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'

const SCRIPT = /<script type="module" src="([^"]+)">/g
/** A terminal that is in view when its page opens; the chunk that draws it is imported on demand. */
const SHOWN_TERMINAL = /<reconcile-terminal[^>]* data-shown/
const TERMINAL_VIEW = '/elements/terminal/terminal-view.ts'
/** What a page's head does before there is a body: connect. */
const HEAD_SCRIPT = /<script type="module" (?=src="[^"]*\/Head\.astro_)/
const TEXT_FONT = '_astro/stix-two-text-latin-wght-normal.*.woff2'
const ITALIC_FONT = '_astro/stix-two-text-latin-wght-italic.*.woff2'
const CODE_FONT = '_astro/source-code-pro-latin-wght-normal.*.woff2'

interface Chunk {
  /** The files that it was made of. */
  modules: readonly string[]
  imports: readonly string[]
}

/**
 * Names in each page what it needs, so that a browser fetches all of it at once: what its scripts import, not level by level, and its
 * fonts, not after a first drawing without them.
 */
export function preloads(): AstroIntegration {
  const chunks = new Map<string, Chunk>()
  let base = '/'
  return {
    name: 'preloads',
    hooks: {
      'astro:config:setup': ({ config, updateConfig }) => {
        base = config.base.replace(/\/?$/, '/')
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'preloads',
                generateBundle(
                  _options: unknown,
                  bundle: Record<string, { type: string; imports?: string[]; moduleIds?: string[] }>,
                ) {
                  for (const [file, { type, imports = [], moduleIds: modules = [] }] of Object.entries(bundle))
                    if (type === 'chunk') chunks.set(file, { modules, imports })
                },
              },
            ],
          },
        })
      },
      'astro:build:done': async ({ dir }) => {
        const dist = fileURLToPath(dir)
        const view = chunkOf(TERMINAL_VIEW, chunks)
        const [text, italic, code] = await Promise.all(
          [TEXT_FONT, ITALIC_FONT, CODE_FONT].map((pattern) => only(pattern, dist)),
        )
        for await (const file of glob('**/*.html', { cwd: dist })) {
          const html = await readFile(join(dist, file), 'utf8')
          const scripts = [...html.matchAll(SCRIPT)].map(([, src]) => src!.slice(base.length))
          const needed = importedBy(scripts, chunks)
          const isShown = SHOWN_TERMINAL.test(html)
          const later = isShown ? [view, ...importedBy([view], chunks)] : []
          const head = [
            font(base + text),
            // One that comes after the first layout has the whole page laid out again, which the terminal would wait for.
            ...(isShown && html.includes('<em>') ? [font(base + italic)] : []),
            ...(html.includes('<code') ? [font(base + code)] : []),
            ...needed.map((chunk) => `<link rel="modulepreload" href="${base}${chunk}"/>`),
            // What the text needs goes first.
            ...later
              .filter((chunk) => !needed.includes(chunk) && !scripts.includes(chunk))
              .map((chunk) => `<link rel="modulepreload" fetchpriority="low" href="${base}${chunk}"/>`),
          ]
          // A module waits for the end of the page otherwise.
          const early = html.replace(HEAD_SCRIPT, '<script type="module" async ')
          await writeFile(join(dist, file), early.replace('</head>', `${head.join('')}</head>`))
        }
      },
    },
  }
}

const font = (href: string) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${href}"/>`

/** @throws when no chunk was made of that module. */
function chunkOf(module: string, chunks: ReadonlyMap<string, Chunk>): string {
  for (const [file, { modules }] of chunks) if (modules.some((id) => id.endsWith(module))) return file
  throw new Error(`no script of the pages holds ${module}`)
}

/** @throws when there is none, or more than one. */
async function only(pattern: string, cwd: string): Promise<string> {
  const files = await Array.fromAsync(glob(pattern, { cwd }))
  if (files.length !== 1) throw new Error(`${files.length} files are ${pattern}`)
  return files[0]!
}

/** What these files import, directly or not, without themselves. */
function importedBy(files: readonly string[], chunks: ReadonlyMap<string, Chunk>): string[] {
  const found = new Set(files)
  for (const file of found) for (const imported of chunks.get(file)?.imports ?? []) found.add(imported)
  return [...found].slice(new Set(files).size)
}
