import { checkThumbprints } from '../oidc-providers.ts'
import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'
import { mergeTags, type Tag } from '../../tags.ts'

interface Input {
  Url: string
  ClientIDList?: string[]
  ThumbprintList?: string[]
  Tags?: Tag[]
}

const MAX_CLIENT_IDS = 100
// The root certificate that EKS' issuers are signed with; IAM fills in what it finds when none is given.
const DEFAULT_THUMBPRINT = '9e99a48a9960b14926bb7f3b02e22da2b0ab7280'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html */
export const createOpenIdConnectProvider = defineAction<Input>({
  name: 'CreateOpenIDConnectProvider',
  handle({ account }, { Url, ClientIDList = [], ThumbprintList, Tags }) {
    const url = URL.canParse(Url) ? new URL(Url) : undefined
    if (url?.protocol !== 'https:' || url.port !== '' || url.search !== '') {
      throw iamErrors.validation('Invalid Open ID Connect Provider URL')
    }
    checkThumbprints(ThumbprintList ?? [])
    if (ClientIDList.length > MAX_CLIENT_IDS) {
      throw iamErrors.limitExceeded(`Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${MAX_CLIENT_IDS}`)
    }
    const bare = (url.host + url.pathname).replace(/\/$/, '')
    const arn = `arn:aws:iam::${account.id}:oidc-provider/${bare}`
    const { oidcProviders } = account.state.iam
    if (oidcProviders[arn]) throw iamErrors.oidcProviderExists(Url)
    oidcProviders[arn] = {
      Arn: arn,
      Url: bare,
      ClientIDList: [...new Set(ClientIDList)],
      ThumbprintList: ThumbprintList ?? [DEFAULT_THUMBPRINT],
      CreateDate: account.clock.now(),
      Tags: mergeTags([], Tags),
    }
    return { OpenIDConnectProviderArn: arn, ...(Tags && Tags.length > 0 && { Tags }) }
  },
})
