import type { KubeObject } from '../apimachinery/object.ts'
import type { Column } from '../resources/define-resource.ts'
import type { ServedResource } from './served-resource.ts'

/** A Table of `meta.k8s.io`: what kubectl prints. */
export interface Table {
  kind: 'Table'
  apiVersion: string
  metadata: Record<string, unknown>
  columnDefinitions: ColumnDefinition[] | null
  rows: TableRow[]
}

interface ColumnDefinition {
  name: string
  type: string
  format: string
  description: string
  priority: number
}

interface TableRow {
  cells: (string | number | boolean | null)[]
  object?: unknown
}

export type IncludeObject = 'None' | 'Metadata' | 'Object'

/**
 * @param headers whether columns are described; a watch sends them with its first event only.
 * @param nowMs for ages.
 */
export function toTable(
  resource: ServedResource,
  objects: readonly KubeObject[],
  options: {
    metadata: Record<string, unknown>
    include: IncludeObject
    nowMs: number
    headers: boolean
    version: string
  },
): Table {
  const columns = resource.definition.columns
  return {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${options.version}`,
    metadata: options.metadata,
    columnDefinitions: options.headers ? columns.map(define) : null,
    rows: inRowOrder(resource, objects).map((object) => {
      const cells = columns.map((column) =>
        column.value(resource.custom ? object : resource.toStored(object), options.nowMs),
      )
      if (options.include === 'None') return { cells, object: null }
      return { cells, object: options.include === 'Object' ? object : partialMetadata(object, options.version) }
    }),
  }
}

function inRowOrder(
  { definition: { rowOrder } }: ServedResource,
  objects: readonly KubeObject[],
): readonly KubeObject[] {
  return rowOrder ? objects.toSorted(rowOrder) : objects
}

/** PartialObjectMetadata of a version of `meta.k8s.io`. */
export function partialMetadata({ metadata }: KubeObject, version: string): Record<string, unknown> {
  return { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${version}`, metadata }
}

function define({ name, type = 'string', format = '', description = '', priority = 0 }: Column): ColumnDefinition {
  return { name, type, format, description, priority }
}
