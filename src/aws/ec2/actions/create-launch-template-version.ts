import { addTemplateVersion, findTemplate, versionOf } from '../launch-templates.ts'
import { defineAction } from '../../define.ts'
import { viewTemplateVersion } from '../view-launch-template.ts'
import type { LaunchTemplateData } from '../model/launch-template.ts'

interface Input {
  LaunchTemplateId?: string
  LaunchTemplateName?: string
  SourceVersion?: string
  VersionDescription?: string
  LaunchTemplateData: LaunchTemplateData
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplateVersion.html */
export const createLaunchTemplateVersion = defineAction<Input>({
  name: 'CreateLaunchTemplateVersion',
  unsupported: ['ResolveAlias'],
  handle(call, input) {
    const template = findTemplate(call, input.LaunchTemplateId, input.LaunchTemplateName)
    const source = input.SourceVersion === undefined ? {} : versionOf(template, input.SourceVersion).LaunchTemplateData
    const data = { ...source, ...input.LaunchTemplateData }
    const version = addTemplateVersion(
      template,
      data,
      call.caller.arn,
      call.account.clock.now(),
      input.VersionDescription,
    )
    return { LaunchTemplateVersion: viewTemplateVersion(template, version) }
  },
})
