import { assertIdle, startUpdate } from '../updates.ts'
import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { eksErrors } from '../errors.ts'
import { identityProvidersOf } from '../identity-provider-configs.ts'
import { identityProviderSettled } from '../jobs/identity-provider-settled.ts'
import type { IdentityProviderConfig } from '../model/identity-provider-config.ts'

interface Input {
  clusterName: string
  oidc: Omit<IdentityProviderConfig, 'identityProviderConfigArn' | 'clusterName' | 'tags' | 'status'>
  tags?: Record<string, string>
}

/**
 * Differs: nobody issues tokens of other providers here, so a cluster is never shown one.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_AssociateIdentityProviderConfig.html
 */
export const associateIdentityProviderConfig = defineAction<Input>({
  name: 'AssociateIdentityProviderConfig',
  resources: clusterResources,
  handle(call, { clusterName, oidc, tags = {} }) {
    const { account, region } = call
    const record = findCluster(call, clusterName)
    assertIdle(record, 'AssociateIdentityProviderConfig')
    const known = identityProvidersOf(record)
    const { identityProviderConfigName: name } = oidc
    if (known[name]) throw eksErrors.identityProviderExists(name, clusterName)
    if (Object.keys(known).length > 0) throw eksErrors.identityProviderLimit(clusterName)
    if (!URL.canParse(oidc.issuerUrl) || !oidc.issuerUrl.startsWith('https://'))
      throw eksErrors.invalidParameter(`issuerUrl ${oidc.issuerUrl} must be a valid https URL`, { clusterName })
    known[name] = {
      ...oidc,
      identityProviderConfigArn: `arn:aws:eks:${region}:${account.id}:identityproviderconfig/${clusterName}/oidc/${name}/${account.ids.uuid()}`,
      clusterName,
      tags,
      status: 'CREATING',
    }
    const params = { IdentityProviderConfig: [{ type: 'oidc', name }] }
    const update = startUpdate(call, record, 'AssociateIdentityProviderConfig', params)
    record.cluster.status = 'UPDATING'
    account.schedule(
      region,
      identityProviderSettled,
      { clusterName, name, updateId: update.id },
      DURATIONS.identityProviderMs,
    )
    return { update, tags }
  },
})
