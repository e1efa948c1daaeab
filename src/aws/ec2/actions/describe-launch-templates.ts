import { applyFilters, paginate, type DescribeInput } from '../describe.ts'
import { defineAction } from '../../define.ts'
import { findTemplate } from '../launch-templates.ts'
import { viewTemplate } from '../view-launch-template.ts'

interface Input extends DescribeInput {
  LaunchTemplateIds?: string[]
  LaunchTemplateNames?: string[]
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplates.html */
export const describeLaunchTemplates = defineAction<Input>({
  name: 'DescribeLaunchTemplates',
  handle(call, input) {
    const named =
      input.LaunchTemplateIds?.map((id) => findTemplate(call, id, undefined)) ??
      input.LaunchTemplateNames?.map((name) => findTemplate(call, undefined, name)) ??
      Object.values(call.here.ec2.launchTemplates)
    const found = applyFilters(named, input.Filters, {
      fields: {
        'create-time': (template) => new Date(template.CreateTime).toISOString(),
        'launch-template-name': (template) => template.LaunchTemplateName,
      },
      tagsOf: (template) => template.Tags,
    })
    const { items, ...rest } = paginate(found, input)
    return { LaunchTemplates: items.map(viewTemplate), ...rest }
  },
})
