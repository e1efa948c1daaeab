import { defineAction } from '../../define.ts'
import { findOidcProvider } from '../oidc-providers.ts'
import { iamErrors } from '../errors.ts'

const MAX_CLIENT_IDS = 100

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html */
export const addClientIdToOpenIdConnectProvider = defineAction<{ OpenIDConnectProviderArn: string; ClientID: string }>({
  name: 'AddClientIDToOpenIDConnectProvider',
  resources: (_call, { OpenIDConnectProviderArn }) => [OpenIDConnectProviderArn],
  handle({ account }, { OpenIDConnectProviderArn, ClientID }) {
    const provider = findOidcProvider(account, OpenIDConnectProviderArn)
    if (provider.ClientIDList.includes(ClientID)) return
    if (provider.ClientIDList.length >= MAX_CLIENT_IDS) {
      throw iamErrors.limitExceeded(`Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${MAX_CLIENT_IDS}`)
    }
    provider.ClientIDList.push(ClientID)
  },
})
