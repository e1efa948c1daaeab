import { defineResource, type Mutable } from '../define-resource.ts'
import { ServiceAccount } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

const ENFORCE = 'kubernetes.io/enforce-mountable-secrets'

export const serviceAccount = defineResource<types.ServiceAccount>({
  type: ServiceAccount,
  generation: 'none',
  returnsDeleted: true,
  prepareForCreate: keepNames,
  prepareForUpdate: keepNames,
  warnings: ({ metadata }) =>
    metadata.annotations?.[ENFORCE] === undefined
      ? []
      : [
          `metadata.annotations[${ENFORCE}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`,
        ],
  columns: [nameColumn, ageColumn],
})

/** Secrets are those of the account's own namespace: nothing but their names counts. */
function keepNames(account: Mutable<types.ServiceAccount>): void {
  if (account.secrets) account.secrets = account.secrets.map(({ name }) => (name ? { name } : {}))
}
