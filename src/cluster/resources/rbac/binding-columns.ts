import type { KubeObject } from '../../apimachinery/object.ts'
import type { Column } from '../define-resource.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

type Binding = KubeObject & Pick<types.RoleBinding, 'roleRef' | 'subjects'>

/** What RoleBindings and ClusterRoleBindings show. */
export const bindingColumns: readonly Column<Binding>[] = [
  nameColumn,
  { name: 'Role', value: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}` },
  ageColumn,
  { name: 'Users', priority: 1, value: (object) => names(object, 'User') },
  { name: 'Groups', priority: 1, value: (object) => names(object, 'Group') },
  { name: 'ServiceAccounts', priority: 1, value: (object) => names(object, 'ServiceAccount') },
]

function names({ subjects }: Binding, wanted: string): string {
  return (subjects ?? [])
    .filter(({ kind }) => kind === wanted)
    .map(({ name, namespace }) => (wanted === 'ServiceAccount' ? `${namespace ?? ''}/${name}` : name))
    .join(', ')
}
