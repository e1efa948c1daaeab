import { defineAction } from '../../define.ts'
import { findOidcProvider } from '../oidc-providers.ts'
import { mergeTags, type Tag } from '../../tags.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagOpenIDConnectProvider.html */
export const tagOpenIdConnectProvider = defineAction<{ OpenIDConnectProviderArn: string; Tags: Tag[] }>({
  name: 'TagOpenIDConnectProvider',
  resources: (_call, { OpenIDConnectProviderArn }) => [OpenIDConnectProviderArn],
  handle({ account }, { OpenIDConnectProviderArn, Tags }) {
    const provider = findOidcProvider(account, OpenIDConnectProviderArn)
    provider.Tags = mergeTags(provider.Tags, Tags)
  },
})
