import type { UserInfo } from '../../client/client.ts'
import type { ApiRequest, ApiResponse } from '../http.ts'
import { callRemote, frontProxyHeaders, type RemoteAccess } from './call-remote.ts'
import type { RemoteGroups } from './remote-groups.ts'

/** Passes requests for the groups of other servers on to them; `undefined` for all others. */
export function createRemoteHandler(groups: RemoteGroups, access: RemoteAccess) {
  return (request: ApiRequest, user: UserInfo): Promise<ApiResponse> | undefined => {
    if (groups.size === 0) return undefined
    const [, root, group = '', version = ''] = request.path.split('/')
    const remote = root === 'apis' ? groups.find(group, version) : undefined
    if (!remote) return undefined
    if (!remote.available) return Promise.resolve(unavailable('service unavailable'))
    return passOn(request, user)

    async function passOn(original: ApiRequest, caller: UserInfo): Promise<ApiResponse> {
      try {
        const headers = frontProxyHeaders(original.headers, caller)
        return await callRemote(access, remote!.spec, { ...original, headers })
      } catch (error) {
        return unavailable(`error trying to reach service: ${(error as Error).message}`)
      }
    }
  }
}

function unavailable(why: string): ApiResponse {
  return { status: 503, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${why}\n` }
}
