import type { TokenSigner } from '#base'
import { isReason } from '../../apimachinery/errors.ts'
import { keyOf } from '../../apimachinery/object.ts'
import { Secret, ServiceAccount } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type Controller } from '../define-controller.ts'
import type { Index } from '../../client/object-cache.ts'

const TYPE = 'kubernetes.io/service-account-token'
const ACCOUNT_NAME = 'kubernetes.io/service-account.name'
const ACCOUNT_UID = 'kubernetes.io/service-account.uid'
const CLAIM = 'kubernetes.io/serviceaccount'

export interface TokenControllerOptions {
  signer: TokenSigner
  /** PEM, written beside the token. */
  rootCa: string
}

/** Token secrets by the account that they are for. */
const byAccount: Index<types.Secret> = (secret) => {
  const name = secret.type === TYPE ? secret.metadata.annotations?.[ACCOUNT_NAME] : undefined
  return name ? [`${secret.metadata.namespace}/${name}`] : []
}

/** Fills secrets that ask for a service account's lasting token, and deletes those whose account is gone. */
export function createTokenController({ signer, rootCa }: TokenControllerOptions): Controller {
  return defineController({
    name: 'serviceaccount-token-controller',
    watches: [
      watch(Secret, ({ type, object }) => (type !== 'deleted' && object.type === TYPE ? [keyOf(object)] : [])),
      watch(ServiceAccount, ({ type, object }, { cache }) =>
        type === 'updated' ? [] : cache(Secret).by(byAccount, keyOf(object)).map(keyOf),
      ),
    ],
    async reconcile(key, { cache, client }) {
      const secret = cache(Secret).get(key)
      if (!secret || secret.type !== TYPE) return undefined
      const { namespace = '', name, annotations = {} } = secret.metadata
      const account = cache(ServiceAccount).get(`${namespace}/${annotations[ACCOUNT_NAME]}`) ?? (await readAccount())
      const uid = annotations[ACCOUNT_UID]
      if (!account || (uid && uid !== account.metadata.uid)) {
        await client
          .delete(Secret, name, { namespace, preconditions: { uid: secret.metadata.uid } })
          .catch(ignoreNotFound)
        return undefined
      }
      const { data = {} } = secret
      if (data['token'] && data['ca.crt'] && data['namespace'] && uid) return undefined
      const token = data['token'] ?? btoa(await signer.sign(claimsOf(account, name)))
      await client.update(Secret, {
        ...secret,
        metadata: { ...secret.metadata, annotations: { ...annotations, [ACCOUNT_UID]: account.metadata.uid } },
        data: { ...data, token, 'ca.crt': btoa(rootCa), namespace: btoa(namespace) },
      })
      return undefined

      /** The cache may be behind: only the server knows that an account does not exist. */
      async function readAccount(): Promise<types.ServiceAccount | undefined> {
        try {
          return await client.get(ServiceAccount, annotations[ACCOUNT_NAME] ?? '', { namespace })
        } catch (error) {
          return ignoreNotFound(error)
        }
      }
    },
  })
}

function ignoreNotFound(error: unknown): undefined {
  if (!isReason(error, 'NotFound')) throw error
}

/** Verbatim: the claims of tokens from before they were bound to pods and times. */
function claimsOf(
  { metadata: { name, namespace = '', uid } }: types.ServiceAccount,
  secretName: string,
): Record<string, unknown> {
  return {
    iss: 'kubernetes/serviceaccount',
    [`${CLAIM}/namespace`]: namespace,
    [`${CLAIM}/secret.name`]: secretName,
    [`${CLAIM}/service-account.name`]: name,
    [`${CLAIM}/service-account.uid`]: uid,
    sub: `system:serviceaccount:${namespace}:${name}`,
  }
}
