import { addonResources, findAddon, viewAddon, type AddonKey } from '../addons.ts'
import { defineAction } from '../../define.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeAddon.html */
export const describeAddon = defineAction<AddonKey>({
  name: 'DescribeAddon',
  resources: addonResources,
  handle: (call, key) => ({ addon: viewAddon(findAddon(call, key).addon) }),
})
