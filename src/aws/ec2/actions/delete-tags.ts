import { defineAction } from '../../define.ts'
import { findTagged } from '../tagged-resources.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html */
export const deleteTags = defineAction<{ Resources: string[]; Tags?: { Key?: string; Value?: string }[] }>({
  name: 'DeleteTags',
  handle(call, { Resources, Tags }) {
    // A key without a value stands for the tag whatever its value; no tags at all stand for every tag of one's own.
    const leaves = (key: string, value: string) =>
      Tags?.some((tag) => tag.Key === key && (tag.Value === undefined || tag.Value === value)) ??
      !key.startsWith('aws:')
    for (const resource of Resources.map((id) => findTagged(call, id))) {
      resource.setTags(resource.tags.filter((tag) => !leaves(tag.Key, tag.Value)))
    }
  },
})
