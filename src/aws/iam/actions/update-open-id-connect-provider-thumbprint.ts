import { checkThumbprints, findOidcProvider } from '../oidc-providers.ts'
import { defineAction } from '../../define.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html */
export const updateOpenIdConnectProviderThumbprint = defineAction<{
  OpenIDConnectProviderArn: string
  ThumbprintList: string[]
}>({
  name: 'UpdateOpenIDConnectProviderThumbprint',
  resources: (_call, { OpenIDConnectProviderArn }) => [OpenIDConnectProviderArn],
  handle({ account }, { OpenIDConnectProviderArn, ThumbprintList }) {
    const provider = findOidcProvider(account, OpenIDConnectProviderArn)
    checkThumbprints(ThumbprintList)
    provider.ThumbprintList = ThumbprintList
  },
})
