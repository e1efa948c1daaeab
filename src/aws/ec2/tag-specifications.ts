import { ec2Errors } from './errors.ts'
import { mergeTags, type Tag } from '../tags.ts'

/** Tags that a request gives to what it creates. */
export interface TagSpecification {
  ResourceType?: string
  Tags?: Tag[]
}

/** The tags for a new object of the given type.
 *  @throws AwsError when another type is named. */
export function tagsFor(type: string, specifications: readonly TagSpecification[] | undefined): Tag[] {
  const tags = (specifications ?? []).flatMap(({ ResourceType = '', Tags = [] }) => {
    if (ResourceType !== type) {
      throw ec2Errors.invalidValue(`'${ResourceType}' is not a valid taggable resource type for this operation.`)
    }
    return Tags
  })
  const reserved = tags.find((tag) => tag.Key.startsWith('aws:'))
  if (reserved) throw ec2Errors.invalidValue("Tag keys starting with 'aws:' are reserved for internal use")
  return mergeTags([], tags)
}
