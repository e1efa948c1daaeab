import type { KubeObject } from '../../apimachinery/object.ts'
import type { Column } from '../define-resource.ts'
import { ageColumn, nameColumn } from './columns.ts'

/** What both kinds of webhook configuration show. */
export const webhookColumns: readonly Column<KubeObject & { webhooks?: readonly unknown[] }>[] = [
  nameColumn,
  { name: 'Webhooks', type: 'integer', value: ({ webhooks }) => webhooks?.length ?? 0 },
  ageColumn,
]
