import { applyFilters, paginate, type DescribeInput } from '../describe.ts'
import { defineAction } from '../../define.ts'
import { findTemplate, versionOf } from '../launch-templates.ts'
import { viewTemplateVersion } from '../view-launch-template.ts'

interface Input extends DescribeInput {
  LaunchTemplateId?: string
  LaunchTemplateName?: string
  Versions?: string[]
  MinVersion?: string
  MaxVersion?: string
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html */
export const describeLaunchTemplateVersions = defineAction<Input>({
  name: 'DescribeLaunchTemplateVersions',
  unsupported: ['ResolveAlias'],
  handle(call, input) {
    const template = findTemplate(call, input.LaunchTemplateId, input.LaunchTemplateName)
    const named =
      input.Versions?.map((version) => versionOf(template, version)) ??
      template.versions.filter(
        ({ VersionNumber }) =>
          VersionNumber >= Number(input.MinVersion ?? 1) &&
          VersionNumber <= Number(input.MaxVersion ?? template.LatestVersionNumber),
      )
    const found = applyFilters(named.toReversed(), input.Filters, {
      fields: {
        'image-id': (version) => version.LaunchTemplateData.ImageId,
        'instance-type': (version) => version.LaunchTemplateData.InstanceType,
        'is-default-version': (version) => version.VersionNumber === template.DefaultVersionNumber,
      },
      tagsOf: () => [],
    })
    const { items, ...rest } = paginate(found, input)
    return { LaunchTemplateVersions: items.map((version) => viewTemplateVersion(template, version)), ...rest }
  },
})
