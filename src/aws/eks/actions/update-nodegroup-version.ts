import { asEks } from '../network-check.ts'
import { checkNodeVersion } from '../nodegroup-check.ts'
import { defineAction } from '../../define.ts'
import { eksErrors } from '../errors.ts'
import { findNodegroup, nodegroupResources, type NodegroupKey } from '../nodegroups.ts'
import { findTemplateVersion } from '../../ec2/launch-templates.ts'
import { findVersion } from '../data/versions.ts'
import { nodegroupRoll } from '../jobs/nodegroup-roll.ts'
import { runningUpdate, startUpdate } from '../updates.ts'
import type { LaunchTemplateSpecification } from '../model/nodegroup.ts'

interface Input extends NodegroupKey {
  version?: string
  releaseVersion?: string
  launchTemplate?: LaunchTemplateSpecification
  force?: boolean
}

const PREPARE_MS = 20_000

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateNodegroupVersion.html */
export const updateNodegroupVersion = defineAction<Input>({
  name: 'UpdateNodegroupVersion',
  resources: nodegroupResources,
  handle(call, input) {
    const { clusterName, nodegroupName } = input
    const { record, nodegroup } = findNodegroup(call, input)
    const running = runningUpdate(record, { nodegroupName })
    if (running) throw eksErrors.nodegroupBusy('UpdateNodegroupVersion', nodegroupName, clusterName, running.id)
    if (nodegroup.status !== 'ACTIVE' && nodegroup.status !== 'DEGRADED')
      throw eksErrors.nodegroupNotActive(nodegroupName, clusterName)
    const version = input.version ?? record.cluster.version
    checkNodeVersion(version, input.releaseVersion, record.cluster.version)
    if (isOlder(version, nodegroup.version)) throw eksErrors.nodegroupOlder(version, nodegroup.version, nodegroupName)
    if (input.launchTemplate && !nodegroup.launchTemplate) {
      throw eksErrors.invalidParameter(
        'Cannot specify a launch template for a node group that was created without one.',
        { clusterName, nodegroupName },
      )
    }
    const { releaseVersion } = findVersion(version)!.node
    const template = input.launchTemplate && { ...nodegroup.launchTemplate, ...input.launchTemplate }
    if (template)
      asEks(call, { clusterName, nodegroupName }, () =>
        findTemplateVersion(call, template.id, template.name, template.version),
      )
    const update = startUpdate(
      call,
      record,
      'VersionUpdate',
      {
        Version: version,
        ReleaseVersion: releaseVersion,
        LaunchTemplateName: template?.name,
        LaunchTemplateVersion: template?.version,
      },
      { nodegroupName },
    )
    nodegroup.status = 'UPDATING'
    call.account.schedule(
      call.region,
      nodegroupRoll,
      {
        clusterName,
        nodegroupName,
        updateId: update.id,
        version,
        releaseVersion,
        force: input.force ?? false,
        ...(template?.version !== undefined && { templateVersion: template.version }),
      },
      PREPARE_MS,
    )
    return { update }
  },
})

const isOlder = (version: string, than: string): boolean => Number(version.split('.')[1]) < Number(than.split('.')[1])
