import { defineJob } from '../../define.ts'

/** An add-on goes, with or without its objects in the cluster. */
export const addonDeleted = defineJob<{ clusterName: string; addonName: string; preserve: boolean }>({
  name: 'eks.addon-deleted',
  async run({ account, here }, { clusterName, addonName, preserve }) {
    const record = here.eks.clusters[clusterName]
    const addon = record?.addons[addonName]
    if (!record || addon?.status !== 'DELETING') return
    await account.host.removeAddon(record.cluster.arn, addonName, preserve)
    for (const [id, association] of Object.entries(record.podIdentityAssociations)) {
      if (association.ownerArn === addon.addonArn) delete record.podIdentityAssociations[id]
    }
    delete record.addons[addonName]
  },
})
