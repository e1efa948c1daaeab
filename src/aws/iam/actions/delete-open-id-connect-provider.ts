import { defineAction } from '../../define.ts'
import { findOidcProvider } from '../oidc-providers.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html */
export const deleteOpenIdConnectProvider = defineAction<{ OpenIDConnectProviderArn: string }>({
  name: 'DeleteOpenIDConnectProvider',
  resources: (_call, { OpenIDConnectProviderArn }) => [OpenIDConnectProviderArn],
  handle({ account }, { OpenIDConnectProviderArn }) {
    findOidcProvider(account, OpenIDConnectProviderArn)
    delete account.state.iam.oidcProviders[OpenIDConnectProviderArn]
  },
})
