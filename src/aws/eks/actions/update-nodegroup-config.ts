import { checkLabelsAndTaints, checkUpdateConfig } from '../nodegroup-check.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { eksErrors } from '../errors.ts'
import { findNodegroup, nodegroupResources, type NodegroupKey } from '../nodegroups.ts'
import { nodegroupConfigUpdated } from '../jobs/nodegroup-config-updated.ts'
import { runningUpdate, startUpdate } from '../updates.ts'
import type { NodegroupTaint, ScalingConfig, UpdateConfig } from '../model/nodegroup.ts'

interface Input extends NodegroupKey {
  labels?: { addOrUpdateLabels?: Record<string, string>; removeLabels?: string[] }
  taints?: { addOrUpdateTaints?: NodegroupTaint[]; removeTaints?: NodegroupTaint[] }
  scalingConfig?: Partial<ScalingConfig>
  updateConfig?: UpdateConfig
}

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateNodegroupConfig.html */
export const updateNodegroupConfig = defineAction<Input>({
  name: 'UpdateNodegroupConfig',
  unsupported: ['nodeRepairConfig', 'warmPoolConfig'],
  resources: nodegroupResources,
  handle(call, input) {
    const { clusterName, nodegroupName, labels, taints, scalingConfig, updateConfig } = input
    const { record, nodegroup } = findNodegroup(call, input)
    const running = runningUpdate(record, { nodegroupName })
    if (running) throw eksErrors.nodegroupBusy('UpdateNodegroupConfig', nodegroupName, clusterName, running.id)
    if (nodegroup.status !== 'ACTIVE' && nodegroup.status !== 'DEGRADED')
      throw eksErrors.nodegroupNotActive(nodegroupName, clusterName)
    if (!labels && !taints && !scalingConfig && !updateConfig) {
      throw eksErrors.invalidParameter('No changes were given for the node group.', { clusterName, nodegroupName })
    }
    const scaling = { ...nodegroup.scalingConfig, ...scalingConfig }
    if (scaling.minSize > scaling.desiredSize) {
      throw eksErrors.invalidParameter(
        `Minimum capacity ${scaling.minSize} can't be greater than desired size ${scaling.desiredSize}`,
        { clusterName, nodegroupName },
      )
    }
    if (scaling.desiredSize > scaling.maxSize) {
      throw eksErrors.invalidParameter(
        `desired capacity ${scaling.desiredSize} can't be greater than max size ${scaling.maxSize}`,
        { clusterName, nodegroupName },
      )
    }
    checkUpdateConfig(updateConfig)
    checkLabelsAndTaints(labels?.addOrUpdateLabels, taints?.addOrUpdateTaints)
    const nonEmpty = (value: object | undefined) => (value && Object.keys(value).length > 0 ? value : undefined)
    const update = startUpdate(
      call,
      record,
      'ConfigUpdate',
      {
        MinSize: scalingConfig?.minSize,
        MaxSize: scalingConfig?.maxSize,
        DesiredSize: scalingConfig?.desiredSize,
        LabelsToAdd: nonEmpty(labels?.addOrUpdateLabels),
        LabelsToRemove: nonEmpty(labels?.removeLabels),
        TaintsToAdd: nonEmpty(taints?.addOrUpdateTaints),
        TaintsToRemove: nonEmpty(taints?.removeTaints),
        MaxUnavailable: updateConfig?.maxUnavailable,
        MaxUnavailablePercentage: updateConfig?.maxUnavailablePercentage,
      },
      { nodegroupName },
    )
    nodegroup.status = 'UPDATING'
    call.account.schedule(
      call.region,
      nodegroupConfigUpdated,
      {
        clusterName,
        nodegroupName,
        updateId: update.id,
        ...(scalingConfig && { scaling }),
        ...(labels && { labels }),
        ...(taints && { taints }),
        ...(updateConfig && { updateConfig }),
      },
      DURATIONS.nodegroupConfigUpdateMs,
    )
    return { update }
  },
})
