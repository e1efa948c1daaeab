import { ec2Errors } from './errors.ts'
import { ec2Id } from './ids.ts'
import type { LaunchTemplate, LaunchTemplateData, LaunchTemplateVersion } from './model/launch-template.ts'
import type { Scope } from '../scope.ts'
import type { Tag } from '../tags.ts'

/** A launch template by id or by name.
 *  @throws AwsError when there is none. */
export function findTemplate({ here }: Scope, id: string | undefined, name: string | undefined): LaunchTemplate {
  const templates = here.ec2.launchTemplates
  if (id !== undefined) {
    const template = templates[id]
    if (!template) throw ec2Errors.noSuchTemplateId(id)
    return template
  }
  const template = Object.values(templates).find((candidate) => candidate.LaunchTemplateName === name)
  if (!template) throw ec2Errors.noSuchTemplateName(name ?? '')
  return template
}

/** A version of a template: a number, `$Default` or `$Latest`.
 *  @throws AwsError when there is none. */
export function findTemplateVersion(
  scope: Scope,
  id: string | undefined,
  name: string | undefined,
  version = '$Default',
): { template: LaunchTemplate; version: LaunchTemplateVersion } {
  const template = findTemplate(scope, id, name)
  return { template, version: versionOf(template, version) }
}

/** @throws AwsError when there is no such version. */
export function versionOf(template: LaunchTemplate, version: string): LaunchTemplateVersion {
  const number =
    version === '$Latest'
      ? template.LatestVersionNumber
      : version === '$Default'
        ? template.DefaultVersionNumber
        : Number(version)
  const found = template.versions.find((candidate) => candidate.VersionNumber === number)
  if (!found) throw ec2Errors.noSuchTemplateVersion(version)
  return found
}

/** Makes a template with its first version. */
export function addTemplate(
  { account, here }: Scope,
  name: string,
  data: LaunchTemplateData,
  createdBy: string,
  tags: Tag[],
  description?: string,
): LaunchTemplate {
  const now = account.clock.now()
  const template: LaunchTemplate = {
    LaunchTemplateId: ec2Id(account, 'lt'),
    LaunchTemplateName: name,
    CreateTime: now,
    CreatedBy: createdBy,
    DefaultVersionNumber: 1,
    LatestVersionNumber: 0,
    Tags: tags,
    versions: [],
  }
  here.ec2.launchTemplates[template.LaunchTemplateId] = template
  addTemplateVersion(template, data, createdBy, now, description)
  return template
}

/** Adds a version to a template. */
export function addTemplateVersion(
  template: LaunchTemplate,
  data: LaunchTemplateData,
  createdBy: string,
  nowMs: number,
  description?: string,
): LaunchTemplateVersion {
  const version: LaunchTemplateVersion = {
    VersionNumber: ++template.LatestVersionNumber,
    CreateTime: nowMs,
    CreatedBy: createdBy,
    LaunchTemplateData: data,
    ...(description !== undefined && { VersionDescription: description }),
  }
  template.versions.push(version)
  return version
}
