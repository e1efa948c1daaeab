import type { FileTree } from '../machine/files/file-tree.ts'
import type { ImageFiles } from './image-files.ts'

/** What an image says about the containers that run it. */
export interface ImageConfig {
  entrypoint?: readonly string[]
  cmd?: readonly string[]
  env?: Readonly<Record<string, string>>
  /** `1000`, `nobody`, `65535:65535` */
  user?: string
  workingDir?: string
  /** `80/tcp` */
  ports?: readonly string[]
  stopSignal?: string
}

/** A container image that exists here: its names, its files and its configuration. */
export interface ImageDefinition {
  /** With the registry: `docker.io/library/nginx`. More than one where registries mirror it. */
  repositories: readonly string[]
  /** Tags that exist; a function decides where there are many. */
  tags: readonly string[] | ((tag: string) => boolean)
  /** What `kubectl describe node` and the event of a pull say. */
  sizeBytes: number
  config: ImageConfig | ((tag: string) => ImageConfig)
  /** Needs credentials that its registry accepts. */
  private?: boolean
  /** The image that it begins with. */
  base?: ImageDefinition
  /** Adds its files. Called once; containers share them. */
  files?(files: ImageFiles): void
}

/** An image as a node holds it. */
export interface Image {
  /** As it was asked for, with registry and tag: `docker.io/library/nginx:1.27`. */
  reference: string
  repository: string
  /** `sha256:…` */
  digest: string
  sizeBytes: number
  config: ImageConfig
  tree: FileTree
}

/** Checks a definition where it is written. */
export function defineImage(definition: ImageDefinition): ImageDefinition {
  return definition
}
