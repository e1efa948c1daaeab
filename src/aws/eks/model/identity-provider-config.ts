/** An OpenID Connect provider that a cluster accepts tokens of. */
export interface OidcIdentityProviderConfig {
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
