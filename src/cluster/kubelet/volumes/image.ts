import type { Image } from '../../images/image.ts'
import { FileTree } from '../../machine/files/file-tree.ts'
import type { MountedVolume } from './volume.ts'

/** `image`: the files of an image, to be read. It is set up when it has been pulled, before the first container that shows it. */
export function imageVolume(image: Image): MountedVolume {
  const tree = new FileTree('overlay', { base: image.tree })
  return { tree, root: tree.root, source: 'overlay', readOnly: true }
}
