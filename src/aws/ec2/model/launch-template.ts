import type { Tag } from '../../tags.ts'

/** What a launch template says; members as the API has them. */
export type LaunchTemplateData = Record<string, unknown> & {
  ImageId?: string
  InstanceType?: string
  KeyName?: string
  UserData?: string
  SecurityGroupIds?: string[]
  TagSpecifications?: { ResourceType?: string; Tags?: Tag[] }[]
  BlockDeviceMappings?: { DeviceName?: string; Ebs?: { VolumeSize?: number; VolumeType?: string } }[]
  NetworkInterfaces?: { Groups?: string[]; AssociatePublicIpAddress?: boolean }[]
}

/** One version of a launch template. */
export interface LaunchTemplateVersion {
  VersionNumber: number
  VersionDescription?: string
  CreateTime: number
  CreatedBy: string
  LaunchTemplateData: LaunchTemplateData
}

/** A recipe for instances, in versions. */
export interface LaunchTemplate {
  LaunchTemplateId: string
  LaunchTemplateName: string
  CreateTime: number
  CreatedBy: string
  DefaultVersionNumber: number
  LatestVersionNumber: number
  Tags: Tag[]
  versions: LaunchTemplateVersion[]
}
