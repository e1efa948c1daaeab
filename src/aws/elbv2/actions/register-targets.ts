import { defineAction } from '../../define.ts'
import { elbv2Errors } from '../errors.ts'
import { findTargetGroup } from '../find.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html */
export const registerTargets = defineAction<{
  TargetGroupArn: string
  Targets: { Id: string; Port?: number; AvailabilityZone?: string }[]
}>({
  name: 'RegisterTargets',
  handle({ account, region, here }, { TargetGroupArn, Targets }) {
    const group = findTargetGroup({ account, region, here }, TargetGroupArn)
    for (const { Id } of Targets) {
      if (group.TargetType === 'instance' && here.ec2.instances[Id]?.state !== 'running') {
        throw elbv2Errors.invalidTarget(
          here.ec2.instances[Id]
            ? `The following targets are not in a running state and cannot be registered: '${Id}'`
            : `Instance ID '${Id}' is not valid`,
        )
      }
      if (group.TargetType === 'ip' && !/^\d+(\.\d+){3}$/.test(Id)) {
        throw elbv2Errors.validation(`The IP address '${Id}' is not a valid IPv4 address`)
      }
    }
    const registeredMs = account.clock.now()
    for (const { Id, Port = group.Port, AvailabilityZone } of Targets) {
      group.targets = group.targets.filter((target) => target.Id !== Id || target.Port !== Port)
      group.targets.push({ Id, Port, registeredMs, ...(AvailabilityZone !== undefined && { AvailabilityZone }) })
    }
  },
})
