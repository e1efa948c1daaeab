import type { AstroIntegration } from 'astro'

const SEARCH = /\/starlight\/.*\/Search\.astro\?astro&type=script/
const CHANGES = [
  [
    'const onIdle = window.requestIdleCallback || ((cb) => setTimeout(cb, 1));',
    "const onIdle = (cb) => this.addEventListener('focusin', cb, { once: true });",
  ],
  // The field is there only after the dialog has opened.
  ['showImages: false,', 'showImages: false, autofocus: true,'],
] as const

/** Has Starlight's search fetch its engine when somebody enters it, and not in every page that is opened. */
export function searchOnDemand(): AstroIntegration {
  const plugin = {
    name: 'search-on-demand',
    enforce: 'pre' as const,
    // The development server has no search.
    apply: 'build' as const,
    transform(code: string, id: string) {
      return SEARCH.test(id) ? CHANGES.reduce(replaceOnce, code) : undefined
    },
  }
  return {
    name: plugin.name,
    hooks: { 'astro:config:setup': ({ updateConfig }) => void updateConfig({ vite: { plugins: [plugin] } }) },
  }
}

/** @throws when Starlight's search is not what it was when this was written. */
function replaceOnce(code: string, [from, to]: readonly [string, string]): string {
  if (!code.includes(from)) throw new Error(`Starlight's search has changed: it has no more \`${from}\``)
  return code.replace(from, to)
}
