import { openSession, type SessionCredentials } from './sessions.ts'
import type { Scope } from '../scope.ts'

const SESSION_SECONDS = 6 * 3600

/** What the metadata service of an instance hands out: a session of the role of its profile, under the instance's id. */
export function credentialsOfInstance({ account, here }: Scope, id: string): SessionCredentials | undefined {
  const { instanceProfiles, roles } = account.state.iam
  const profileArn = here.ec2.instances[id]?.IamInstanceProfile?.Arn
  const profile = Object.values(instanceProfiles).find(({ Arn }) => Arn === profileArn)
  const role = profile?.roleName === undefined ? undefined : roles[profile.roleName.toLowerCase()]
  if (!role) return undefined
  return openSession(account, { kind: 'role', name: role.RoleName, sessionName: id }, SESSION_SECONDS, undefined)
}
