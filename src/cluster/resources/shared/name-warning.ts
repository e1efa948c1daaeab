import { checkLabel } from '../../apimachinery/names.ts'

/** Warns of a name that is no DNS label although a host is called by it. @param use what the name is used in */
export function nameWarnings(name: string, use: string): string[] {
  const problems = checkLabel(name)
  if (problems.length === 0) return []
  const consequence = 'which can result in surprising behavior; a DNS label is recommended'
  return [`metadata.name: this is used in ${use}, ${consequence}: [${problems.join(', ')}]`]
}
