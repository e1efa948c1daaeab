/** Somebody else's OpenID Connect provider, as DescribeIdentityProviderConfig shows it. */
export interface IdentityProviderConfig {
  identityProviderConfigName: string
  identityProviderConfigArn: string
  clusterName: string
  issuerUrl: string
  clientId: string
  usernameClaim?: string
  usernamePrefix?: string
  groupsClaim?: string
  groupsPrefix?: string
  requiredClaims?: Record<string, string>
  tags: Record<string, string>
  status: 'CREATING' | 'ACTIVE' | 'DELETING'
}
