import { addTemplate } from '../launch-templates.ts'
import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { tagsFor, type TagSpecification } from '../tag-specifications.ts'
import { viewTemplate } from '../view-launch-template.ts'
import type { LaunchTemplateData } from '../model/launch-template.ts'

interface Input {
  LaunchTemplateName: string
  LaunchTemplateData: LaunchTemplateData
  VersionDescription?: string
  TagSpecifications?: TagSpecification[]
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html */
export const createLaunchTemplate = defineAction<Input>({
  name: 'CreateLaunchTemplate',
  unsupported: ['Operator'],
  handle(call, input) {
    const taken = Object.values(call.here.ec2.launchTemplates).some(
      (template) => template.LaunchTemplateName === input.LaunchTemplateName,
    )
    if (taken) throw ec2Errors.templateExists()
    const tags = tagsFor('launch-template', input.TagSpecifications)
    const template = addTemplate(
      call,
      input.LaunchTemplateName,
      input.LaunchTemplateData,
      call.caller.arn,
      tags,
      input.VersionDescription,
    )
    return { LaunchTemplate: viewTemplate(template) }
  },
})
