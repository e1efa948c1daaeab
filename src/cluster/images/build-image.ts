import { FileTree } from '../machine/files/file-tree.ts'
import { BUILT_MS, ImageFiles } from './image-files.ts'
import type { ImageDefinition } from './image.ts'

// Built images are never changed, so that all labs of a process share them.
const built = new WeakMap<ImageDefinition, FileTree>()

/** The files of an image. */
export function buildImage(definition: ImageDefinition): FileTree {
  let tree = built.get(definition)
  if (!tree) {
    const base = definition.base && buildImage(definition.base)
    tree = new FileTree('overlay', { ...(base && { base }), nowMs: BUILT_MS })
    definition.files?.(new ImageFiles(tree))
    built.set(definition, tree)
  }
  return tree
}
