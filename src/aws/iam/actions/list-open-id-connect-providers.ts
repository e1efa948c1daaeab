import { defineAction } from '../../define.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html */
export const listOpenIdConnectProviders = defineAction({
  name: 'ListOpenIDConnectProviders',
  handle: ({ account }) => ({
    OpenIDConnectProviderList: Object.keys(account.state.iam.oidcProviders)
      .sort()
      .map((Arn) => ({ Arn })),
  }),
})
