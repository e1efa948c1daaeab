import type { Json, KubeObject } from '../../apimachinery/object.ts'
import type { Column } from '../../resources/define-resource.ts'
import type { CustomResourceColumnDefinition } from '../../resources/generated/types.ts'
import { age } from '../../resources/shared/age.ts'
import { ageColumn, nameColumn } from '../../resources/shared/columns.ts'
import { compileJsonPath } from './json-path.ts'

type Cell = ReturnType<Column['value']>

/** The columns that a definition's version prints: those that it names, or the age. */
export function customColumns(definitions: readonly CustomResourceColumnDefinition[] | undefined): Column[] {
  if (!definitions?.length) return [nameColumn, { ...ageColumn, type: 'date' }]
  return [nameColumn, ...definitions.map(toColumn)]
}

function toColumn(definition: CustomResourceColumnDefinition): Column {
  const { name, type, format, description, jsonPath, priority = 0 } = definition
  const find = compileJsonPath(jsonPath)
  return {
    name,
    type: type as Column['type'],
    ...(format && { format }),
    description: description || `Custom resource definition column (in JSONPath format): ${jsonPath}`,
    priority: priority > 0 ? 1 : 0,
    value: (object: KubeObject, now: number) => cell(find?.(object as unknown as Json)[0], type, now),
  }
}

/** A value that is not of its column's type shows nothing. */
function cell(value: Json | undefined, type: string, now: number): Cell {
  if (value === undefined || value === null) return null
  switch (type) {
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null
    case 'number':
      return typeof value === 'number' ? value : null
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    case 'date':
      if (typeof value !== 'string') return null
      return Number.isNaN(Date.parse(value)) ? '<invalid>' : age(value, now)
    default:
      return typeof value === 'string' ? value : JSON.stringify(value)
  }
}
