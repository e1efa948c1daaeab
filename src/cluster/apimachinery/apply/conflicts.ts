import { StatusError } from '../errors.ts'
import { listPaths, type FieldSet } from './field-set.ts'
import type { Manager } from './managers.ts'

/** Fields that an applier wants to change and another manager owns. */
export interface FieldConflict {
  manager: Manager
  fields: FieldSet
}

/** The error of an apply that others stand against. */
export function conflictError(conflicts: readonly FieldConflict[]): StatusError {
  const found = conflicts
    .map(({ manager, fields }) => ({ who: describe(manager), paths: listPaths(fields) }))
    .sort((a, b) => (a.who < b.who ? -1 : a.who > b.who ? 1 : 0))
  const count = found.reduce((sum, { paths }) => sum + paths.length, 0)
  // Verbatim: one is a phrase, several are a list.
  const text = count === 1 ? `conflict with ${found[0]!.who}: ${found[0]!.paths[0]}` : found.map(section).join('\n')
  const message = `Apply failed with ${count} conflict${count === 1 ? '' : 's'}: ${text}`
  const causes = found.flatMap(({ who, paths }) =>
    paths.map((field) => ({ reason: 'FieldManagerConflict', message: `conflict with ${who}`, field })),
  )
  return new StatusError(409, 'Conflict', message, { causes })
}

function section({ who, paths }: { who: string; paths: readonly string[] }): string {
  return `conflicts with ${who}:\n${paths.map((path) => `- ${path}`).join('\n')}`
}

function describe({ name, operation, apiVersion, subresource }: Manager): string {
  let text = JSON.stringify(name)
  if (subresource) text += ` with subresource ${JSON.stringify(subresource)}`
  if (operation === 'Update') text += ` using ${apiVersion}`
  return text
}
