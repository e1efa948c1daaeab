import { glob, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'

const SCRIPT = /<script type="module" src="([^"]+)">/g
/** A terminal that is in view when its page opens; the chunk that draws it is imported on demand. */
const SHOWN_TERMINAL = /<reconcile-terminal[^>]* data-shown/
const TERMINAL_VIEW = /\/terminal-view\.[^/]*$/

/** Names in each page what its scripts import, so that a browser fetches all of it at once and not level by level. */
export function modulePreloads(): AstroIntegration {
  const imports = new Map<string, readonly string[]>()
  let base = '/'
  return {
    name: 'module-preloads',
    hooks: {
      'astro:config:setup': ({ config, updateConfig }) => {
        base = config.base.replace(/\/?$/, '/')
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'module-preloads',
                generateBundle(_options: unknown, bundle: Record<string, { type: string; imports?: string[] }>) {
                  for (const [file, output] of Object.entries(bundle))
                    if (output.type === 'chunk') imports.set(file, output.imports ?? [])
                },
              },
            ],
          },
        })
      },
      'astro:build:done': async ({ dir }) => {
        const dist = fileURLToPath(dir)
        const view = [...imports.keys()].filter((file) => TERMINAL_VIEW.test(file))
        for await (const file of glob('**/*.html', { cwd: dist })) {
          const html = await readFile(join(dist, file), 'utf8')
          const scripts = [...html.matchAll(SCRIPT)].map(([, src]) => src!.slice(base.length))
          const needed = importedBy(scripts, imports)
          const later = SHOWN_TERMINAL.test(html) ? view.concat(importedBy(view, imports)) : []
          const links = [
            ...needed.map((chunk) => `<link rel="modulepreload" href="${base}${chunk}"/>`),
            // What the text needs goes first.
            ...later
              .filter((chunk) => !needed.includes(chunk) && !scripts.includes(chunk))
              .map((chunk) => `<link rel="modulepreload" fetchpriority="low" href="${base}${chunk}"/>`),
          ]
          if (links.length > 0) await writeFile(join(dist, file), html.replace('</head>', `${links.join('')}</head>`))
        }
      },
    },
  }
}

/** What these files import, directly or not, without themselves. */
function importedBy(files: readonly string[], imports: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set(files)
  for (const file of found) for (const imported of imports.get(file) ?? []) found.add(imported)
  return [...found].slice(new Set(files).size)
}
