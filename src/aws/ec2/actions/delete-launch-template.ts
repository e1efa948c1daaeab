import { defineAction } from '../../define.ts'
import { findTemplate } from '../launch-templates.ts'
import { viewTemplate } from '../view-launch-template.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteLaunchTemplate.html */
export const deleteLaunchTemplate = defineAction<{ LaunchTemplateId?: string; LaunchTemplateName?: string }>({
  name: 'DeleteLaunchTemplate',
  handle(call, input) {
    const template = findTemplate(call, input.LaunchTemplateId, input.LaunchTemplateName)
    delete call.here.ec2.launchTemplates[template.LaunchTemplateId]
    return { LaunchTemplate: viewTemplate(template) }
  },
})
