import type { Account, ClusterUser } from '#aws'
import { bearerToken, type Authenticator, type Authorizer } from '#cluster'

const AUTHENTICATED = 'system:authenticated'
const TOKEN = 'k8s-aws-v1.'

/** How people of the account come into one of its clusters: IAM tokens, access entries and access policies. */
export function createEksAccess(
  account: () => Account,
  arn: string,
): { authenticators: Authenticator[]; authorizers: Authorizer[] } {
  return {
    authenticators: [
      async (request) => {
        const token = bearerToken(request)
        if (!token?.startsWith(TOKEN)) return undefined
        const user = await account().authenticateToken(arn, token)
        return user && asKubernetesUser(user)
      },
    ],
    authorizers: [
      (user, access) =>
        account().authorizeByAccessPolicy(
          arn,
          { name: user.name, ...(user.extra && { extra: user.extra }) },
          {
            verb: access.verb,
            ...(access.group !== undefined && { group: access.group }),
            ...(access.resource !== undefined && { resource: access.resource }),
            ...(access.subresource !== undefined && { subresource: access.subresource }),
            ...(access.namespace !== undefined && { namespace: access.namespace }),
            ...(access.path !== undefined && { path: access.path }),
          },
        ),
    ],
  }
}

/** What the API server is told of somebody whom the authenticator has let in. */
export const asKubernetesUser = ({ username, uid, groups, extra }: ClusterUser) => ({
  name: username,
  uid,
  groups: [...groups, AUTHENTICATED],
  extra,
})
