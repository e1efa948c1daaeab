import { defineAction } from '../../define.ts'

const LIFETIME_MS = 12 * 3_600_000

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html */
export const getAuthorizationToken = defineAction({
  name: 'GetAuthorizationToken',
  handle({ account, region }) {
    const expiresAt = account.clock.now() + LIFETIME_MS
    return {
      authorizationData: [
        {
          authorizationToken: btoa(`AWS:${account.ids.hex(256)}`),
          expiresAt,
          proxyEndpoint: `https://${account.id}.dkr.ecr.${region}.amazonaws.com`,
        },
      ],
    }
  },
})
