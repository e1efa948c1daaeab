import { defineAction } from '../../define.ts'
import { findOidcProvider } from '../oidc-providers.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html */
export const removeClientIdFromOpenIdConnectProvider = defineAction<{
  OpenIDConnectProviderArn: string
  ClientID: string
}>({
  name: 'RemoveClientIDFromOpenIDConnectProvider',
  resources: (_call, { OpenIDConnectProviderArn }) => [OpenIDConnectProviderArn],
  handle({ account }, { OpenIDConnectProviderArn, ClientID }) {
    const provider = findOidcProvider(account, OpenIDConnectProviderArn)
    provider.ClientIDList = provider.ClientIDList.filter((id) => id !== ClientID)
  },
})
