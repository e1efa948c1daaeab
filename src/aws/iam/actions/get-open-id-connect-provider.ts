import { defineAction } from '../../define.ts'
import { findOidcProvider } from '../oidc-providers.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html */
export const getOpenIdConnectProvider = defineAction<{ OpenIDConnectProviderArn: string }>({
  name: 'GetOpenIDConnectProvider',
  resources: (_call, { OpenIDConnectProviderArn }) => [OpenIDConnectProviderArn],
  handle: ({ account }, { OpenIDConnectProviderArn }) => findOidcProvider(account, OpenIDConnectProviderArn),
})
