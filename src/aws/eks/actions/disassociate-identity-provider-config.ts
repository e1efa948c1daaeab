import { assertIdle, startUpdate } from '../updates.ts'
import { clusterResources } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { findIdentityProvider, type IdentityProviderRef } from '../identity-provider-configs.ts'
import { identityProviderSettled } from '../jobs/identity-provider-settled.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DisassociateIdentityProviderConfig.html */
export const disassociateIdentityProviderConfig = defineAction<IdentityProviderRef>({
  name: 'DisassociateIdentityProviderConfig',
  resources: clusterResources,
  handle(call, input) {
    const { account, region } = call
    const { record, config } = findIdentityProvider(call, input)
    assertIdle(record, 'DisassociateIdentityProviderConfig')
    config.status = 'DELETING'
    const params = { IdentityProviderConfig: [input.identityProviderConfig] }
    const update = startUpdate(call, record, 'DisassociateIdentityProviderConfig', params)
    record.cluster.status = 'UPDATING'
    const { clusterName, identityProviderConfigName: name } = config
    account.schedule(
      region,
      identityProviderSettled,
      { clusterName, name, updateId: update.id },
      DURATIONS.identityProviderMs,
    )
    return { update }
  },
})
