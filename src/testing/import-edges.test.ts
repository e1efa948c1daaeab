import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

/** Which components each component may import by their doors; its own files are always allowed. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  base: [],
  cluster: ['base'],
  aws: ['base', 'cluster'],
  lab: ['base', 'cluster', 'aws'],
  sandbox: ['base', 'cluster', 'aws', 'lab', 'course'],
  start: ['lab', 'sandbox'],
  course: ['base'],
  site: ['base', 'course'],
  testing: ['base', 'cluster', 'aws', 'lab', 'sandbox', 'start', 'course'],
}
/** Files of other components that may be imported beside their door. */
// The part of the course that reads files would keep the rest from running in a browser.
const OPEN_FILES: Readonly<Record<string, readonly string[]>> = {
  site: ['src/sandbox/protocol.ts', 'src/course/course-files.ts'],
  sandbox: ['src/course/course-files.ts'],
}
/** Components that must also run in a browser's worker. */
const NEUTRAL = new Set(['cluster', 'aws'])

const IMPORT =
  /^(?:import|export)\b[^'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm

interface Import {
  file: string
  target: string
}

function importsOf(file: string): Import[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map((match) => ({
    file,
    target: (match[1] ?? match[2] ?? match[3])!,
  }))
}

const isTest = (file: string) => /\.(test|case)\.ts$/.test(file) || file.includes('/testing/')
const files = globSync('src/**/*.{ts,astro}').filter((file) => !file.includes('/generated/'))

function problem({ file, target }: Import): string | undefined {
  const component = file.split('/')[1]!
  if (target.startsWith('node:')) {
    return NEUTRAL.has(component) && !isTest(file) ? `${file} imports ${target}, which browsers do not have` : undefined
  }
  const door = /^#(\w+)$/.exec(target)?.[1]
  const path = target.startsWith('.') ? join(dirname(file), target) : undefined
  const other = door ?? (path?.startsWith('src/') ? path.split('/')[1] : undefined)
  if (other === undefined || other === component) return undefined
  if (isTest(file)) return undefined
  if (path !== undefined && OPEN_FILES[component]?.includes(path)) return undefined
  if (!ALLOWED[component]?.includes(other)) {
    return `${file} imports ${target}: ${component} may not know ${other}`
  }
  return door === undefined ? `${file} imports ${target}: use the door #${other}` : undefined
}

it('imports go one way, through doors', () => {
  expect(files.length).toBeGreaterThan(500)
  const problems = files.flatMap(importsOf).flatMap((edge) => problem(edge) ?? [])
  expect(problems).toEqual([])
})
