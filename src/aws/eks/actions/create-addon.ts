import { activeCluster, clusterResources } from '../clusters.ts'
import { addAssociation } from '../pod-identity.ts'
import { addonApplied } from '../jobs/addon-applied.ts'
import { addonKind, addonVersion, checkConfiguration, viewAddon } from '../addons.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { eksErrors } from '../errors.ts'
import type { Addon } from '../model/addon.ts'

interface Input {
  clusterName: string
  addonName: string
  addonVersion?: string
  serviceAccountRoleArn?: string
  resolveConflicts?: 'OVERWRITE' | 'NONE' | 'PRESERVE'
  tags?: Record<string, string>
  configurationValues?: string
  podIdentityAssociations?: { serviceAccount: string; roleArn: string }[]
}

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAddon.html */
export const createAddon = defineAction<Input>({
  name: 'CreateAddon',
  unsupported: ['namespaceConfig'],
  resources: clusterResources,
  handle(call, input) {
    const { account, region } = call
    const record = activeCluster(call, input.clusterName)
    const { cluster } = record
    const kind = addonKind(input.addonName, cluster.name)
    if (record.addons[kind.name]) throw eksErrors.addonExists(kind.name, cluster.name)
    const version = addonVersion(kind, cluster.version, input.addonVersion, cluster.name)
    checkConfiguration(kind, input.configurationValues)
    if (input.resolveConflicts === 'PRESERVE') {
      throw eksErrors.invalidParameter('ResolveConflicts PRESERVE is only supported for updates.', {
        addonName: kind.name,
      })
    }
    const now = account.clock.now()
    const addonArn = `arn:aws:eks:${region}:${account.id}:addon/${cluster.name}/${kind.name}/${account.ids.uuid()}`
    const associations = (input.podIdentityAssociations ?? []).map(({ serviceAccount, roleArn }) =>
      addAssociation(call, record, { namespace: kind.namespace, serviceAccount, roleArn, ownerArn: addonArn }),
    )
    const addon: Addon = {
      addonName: kind.name,
      clusterName: cluster.name,
      status: 'CREATING',
      addonVersion: version,
      health: { issues: [] },
      addonArn,
      createdAt: now,
      modifiedAt: now,
      tags: input.tags ?? {},
      namespaceConfig: { namespace: kind.namespace },
      ...(input.serviceAccountRoleArn !== undefined && { serviceAccountRoleArn: input.serviceAccountRoleArn }),
      ...(input.configurationValues !== undefined && { configurationValues: input.configurationValues }),
      ...(associations.length > 0 && {
        podIdentityAssociations: associations.map((association) => association.associationArn),
      }),
    }
    record.addons[kind.name] = addon
    const key = { clusterName: cluster.name, addonName: kind.name, resolveConflicts: input.resolveConflicts ?? 'NONE' }
    account.schedule(region, addonApplied, key, DURATIONS.addonMs)
    return { addon: viewAddon(addon) }
  },
})
