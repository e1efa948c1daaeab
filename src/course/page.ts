import * as z from 'zod'
import { AuthorError, at, inFile } from './author-error.ts'
import { readAuthorYaml } from './author-yaml.ts'
import { consoleBlocks, type ConsoleBlock } from './console-block.ts'

/** The chapters in reading order: id → what the sidebar calls it. */
export const chapters = {
  start: 'Start here',
  'control-plane': 'The control plane',
  exercises: 'Exercises',
  workloads: 'Workloads',
  reference: 'Reference',
} as const
export type Chapter = keyof typeof chapters

const chapterIds = Object.keys(chapters) as [Chapter, ...Chapter[]]

/** What the front matter of a page holds beside Starlight's own fields. */
export const pageFields = z.object({
  chapter: z.enum(chapterIds, { error: `chapter is one of: ${chapterIds.join(', ')}` }),
  /** The place in its chapter, from 1. */
  order: z.int().positive(),
  /** The starting state of the lab that the page's commands suppose. */
  scenario: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, { error: 'scenario is the name of a starting state, such as cluster-ready' }),
  /** How many terminals the page opens with; 0 for a page to read, whose terminals come with its blocks. */
  terminals: z.int().min(0).max(4).default(0),
  /** Whether an exercise.yaml lies in the page's folder. */
  exercise: z.boolean().default(false),
  /** How long reading and doing takes, in minutes. */
  minutes: z.int().positive(),
})

const frontMatterSchema = pageFields.extend({
  title: z.string().min(1, 'a page needs a title'),
  description: z
    .string()
    .min(40, 'the description is one sentence for search results: at least 40 characters')
    .max(200),
})
export type FrontMatter = z.infer<typeof frontMatterSchema>

/** A page as scripts and tests see it. */
export interface Page {
  /** Path below content/docs without the ending, such as `control-plane/overview`. */
  slug: string
  frontMatter: FrontMatter
  blocks: ConsoleBlock[]
  /** The anchors of its headings. */
  anchors: Set<string>
  /** The MDX below the front matter. */
  body: string
}

/** What recording a page needs to know of it. */
export type RecordablePage = Pick<Page, 'slug' | 'blocks' | 'body'> & { frontMatter: Pick<FrontMatter, 'scenario'> }

const homeFields = pageFields.pick({ scenario: true })

/**
 * Reads the home page's MDX source: its commands run as those of the others, but it is in no chapter.
 * @throws AuthorError
 */
export function parseHome(source: string): RecordablePage {
  return inFile('index.mdx', () => {
    const { frontMatter, body, firstLine } = splitPage(source, homeFields)
    return { slug: 'index', frontMatter, blocks: consoleBlocks(body, firstLine), body }
  })
}

/** Starlight's own fields pass; its schema judges them in the build. */
function splitPage<T>(source: string, schema: z.ZodType<T>): { frontMatter: T; body: string; firstLine: number } {
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? []
  if (head === undefined || body === undefined)
    throw new AuthorError('a page begins with front matter between two lines "---"', 1)
  const { data } = at('front matter', () => at({ after: 1 }, () => readAuthorYaml(head, schema)))
  return { frontMatter: data, body, firstLine: head.split('\n').length + 3 }
}

/**
 * Reads a page's MDX source.
 * @throws AuthorError that names the file and line, and what to mend.
 */
export function parsePage(slug: string, source: string): Page {
  return inFile(`${slug}.mdx`, () => {
    const { frontMatter, body, firstLine } = splitPage(source, frontMatterSchema)
    return { slug, frontMatter, blocks: consoleBlocks(body, firstLine), anchors: anchorsOf(body), body }
  })
}

/** Headings' anchors as the site's Markdown gives them, and explicit ids. */
function anchorsOf(body: string): Set<string> {
  const headings = [...body.matchAll(/^#{2,4} (.+)$/gm)].map(([, title]) => slugOf(title!))
  const ids = [...body.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id!)
  return new Set([...headings, ...ids].map((name) => `#${name}`))
}

const slugOf = (title: string) =>
  title
    .replace(/[`*_]|\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
