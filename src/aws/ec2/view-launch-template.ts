import type { LaunchTemplate, LaunchTemplateVersion } from './model/launch-template.ts'

/** A launch template as DescribeLaunchTemplates shows it. */
export const viewTemplate = ({ Tags, ...template }: LaunchTemplate): object => ({
  ...template,
  Operator: { Managed: false },
  ...(Tags.length > 0 && { Tags }),
})

/** A version as DescribeLaunchTemplateVersions shows it. */
export const viewTemplateVersion = (template: LaunchTemplate, version: LaunchTemplateVersion): object => ({
  LaunchTemplateId: template.LaunchTemplateId,
  LaunchTemplateName: template.LaunchTemplateName,
  ...version,
  DefaultVersion: version.VersionNumber === template.DefaultVersionNumber,
  Operator: { Managed: false },
})
