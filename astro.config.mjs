// @ts-check
import { satteri } from '@astrojs/markdown-satteri'
import starlight from '@astrojs/starlight'
import { defineConfig } from 'astro/config'
import { fileURLToPath } from 'node:url'
import { compressedFiles } from './src/site/build/compressed-files.ts'
import { preloads } from './src/site/build/preloads.ts'
import { searchOnDemand } from './src/site/build/search-on-demand.ts'
import { basedLinks } from './src/site/markdown/based-links.ts'
import { consoleBlocks } from './src/site/markdown/console-blocks.ts'
import { emptyHeaders } from './src/site/markdown/empty-headers.ts'
import { whatIsSimulated } from './src/lab/simulated/what-is-simulated.ts'
import { sidebar } from './src/site/sidebar.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
/** Where the site lies below its origin, such as `/reconcile`. */
const base = process.env.SITE_BASE ?? '/'
const override = (/** @type {string} */ name) => `./src/site/overrides/${name}.astro`

export default defineConfig({
  srcDir: './src/site',
  ...(process.env.SITE_URL ? { site: process.env.SITE_URL } : {}),
  base,
  trailingSlash: 'always',
  markdown: {
    processor: satteri({ mdastPlugins: [basedLinks(base), consoleBlocks()], hastPlugins: [emptyHeaders()] }),
  },
  prefetch: false,
  devToolbar: { enabled: false },
  integrations: [
    starlight({
      title: 'Reconcile',
      favicon: '/mark.svg',
      pagination: true,
      credits: false,
      disable404Route: true,
      tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
      sidebar: await sidebar(root),
      markdown: { processedDirs: ['./content/docs'] },
      routeMiddleware: './src/site/route-data.ts',
      customCss: [
        '@fontsource-variable/stix-two-text/wght.css',
        '@fontsource-variable/stix-two-text/wght-italic.css',
        '@fontsource-variable/source-code-pro/wght.css',
        './src/site/styles/tokens.css',
        './src/site/styles/page.css',
        './src/site/styles/text.css',
        './src/site/styles/controls.css',
      ],
      components: {
        Head: override('Head'),
        Header: override('Header'),
        SiteTitle: override('SiteTitle'),
        SkipLink: override('SkipLink'),
        PageFrame: override('PageFrame'),
        PageTitle: override('PageTitle'),
        Footer: override('Footer'),
        Pagination: override('Pagination'),
        Sidebar: override('Sidebar'),
      },
      expressiveCode: {
        themes: ['min-light', 'min-dark'],
        // What scrolls sideways cannot be reached by keyboard.
        defaultProps: { wrap: true, frame: 'none' },
        styleOverrides: {
          codeFontFamily: 'var(--font-mono)',
          codeFontSize: '0.84rem',
          codeLineHeight: '1.6',
          borderRadius: '0',
          borderWidth: '0',
          codeBackground: 'var(--paper-sunk)',
          codeForeground: 'var(--ink)',
          frames: { shadowColor: 'transparent' },
        },
      },
    }),
    preloads(),
    searchOnDemand(),
    compressedFiles(),
  ],
  vite: {
    plugins: [
      {
        name: 'what-is-simulated',
        resolveId: (/** @type {string} */ id) => (id === 'virtual:simulated' ? `\0${id}` : undefined),
        load: async (/** @type {string} */ id) =>
          id === '\0virtual:simulated' ? `export default ${JSON.stringify(await whatIsSimulated(root))}` : undefined,
      },
    ],
    // The terminal is loaded on demand and is large by nature.
    build: { chunkSizeWarningLimit: 700 },
  },
})
