import { defineAction } from '../../define.ts'
import { findTemplate, versionOf } from '../launch-templates.ts'
import { viewTemplate } from '../view-launch-template.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyLaunchTemplate.html */
export const modifyLaunchTemplate = defineAction<{
  LaunchTemplateId?: string
  LaunchTemplateName?: string
  DefaultVersion?: string
}>({
  name: 'ModifyLaunchTemplate',
  handle(call, input) {
    const template = findTemplate(call, input.LaunchTemplateId, input.LaunchTemplateName)
    if (input.DefaultVersion !== undefined)
      template.DefaultVersionNumber = versionOf(template, input.DefaultVersion).VersionNumber
    return { LaunchTemplate: viewTemplate(template) }
  },
})
