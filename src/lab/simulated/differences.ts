import { glob, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** A place where a source says that the real thing does otherwise. */
export interface SourceDifference {
  /** The part of the product: `aws/eks`, `cluster/kubelet`. */
  area: string
  /** The subject, after the file: `describe fargate profile`. */
  subject: string
  text: string
}

/** All that the sources mark as different, sorted by area and subject. */
export async function readDifferences(root: string): Promise<SourceDifference[]> {
  const found: SourceDifference[] = []
  for await (const path of glob('src/{aws,cluster,lab}/**/*.ts', { cwd: root })) {
    if (path.endsWith('.test.ts')) continue
    const [, component, part] = path.split('/') as [string, string, string]
    // An index speaks for its folder.
    const subject = basename(path.replace(/\/index\.ts$/, ''), '.ts').replaceAll('-', ' ')
    for (const text of differencesOf(await readFile(join(root, path), 'utf8')))
      found.push({ area: part.endsWith('.ts') ? component : `${component}/${part}`, subject, text })
  }
  const key = ({ area, subject, text }: SourceDifference) => `${area} ${subject} ${text}`
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** The sentences behind `Differs:` in the comments of a source, each to the end of its paragraph. */
export function differencesOf(source: string): string[] {
  return [
    ...source.matchAll(
      /^[ \t]*(?:\/\*\*|\*|\/\/)[^`\n]*?\bDiffers: [^\n]*(?:\n[ \t]*(?:\*(?!\/)|\/\/)[ \t]*(?!@)\S[^\n]*)*/gm,
    ),
  ].map(([comment]) => {
    const text = comment
      .slice(comment.indexOf('Differs: ') + 'Differs: '.length)
      .replace(/\s*\*\/[^]*$/, '')
      .replace(/\n[ \t]*(?:\*|\/\/)[ \t]*/g, ' ')
      .trim()
    return text[0]!.toUpperCase() + text.slice(1)
  })
}
