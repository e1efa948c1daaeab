import type { Clock, Ids } from '#base'
import type { Client } from '../../client/client.ts'
import type { FileTree } from '../../machine/files/file-tree.ts'
import type { DirectoryInode, FileInode } from '../../machine/files/inode.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ImagePuller } from '../image-puller.ts'
import type { References } from '../references.ts'
import type { NodeHost } from '../runtime/node-host.ts'
import type { Disks } from './disks.ts'

/** What setting up a volume may use. */
export interface VolumeContext {
  /** The pod as it is now: its labels may change while the volume shows them. */
  readonly pod: types.Pod
  host: NodeHost
  client: Client
  clock: Clock
  ids: Ids
  references: References
  images: ImagePuller
  disks: Disks
  /** The node's object as it is now. */
  node: () => types.Node
  /** What `fieldRef` finds beyond the pod itself. */
  nodeAllocatable: Readonly<Record<string, string>>
  /** When the kubelet heard of the pod. */
  seenAtMs: number
}

/** A volume that is set up on the node. */
export interface MountedVolume {
  tree: FileTree
  root: DirectoryInode | FileInode
  /** As `mount` names it. */
  source: string
  /** Containers cannot write to it, whatever they ask for. */
  readOnly?: boolean
  /** Brings what the volume shows up to date. */
  refresh?: () => Promise<void>
  /** Bytes on the node's disk that count for eviction, and how many the volume may have. */
  usage?: () => number
  limitBytes?: number
  remove?: () => void
}

/** One type of volume. */
export interface VolumePlugin {
  /** The field of `spec.volumes[]` that asks for it. */
  field: keyof types.Volume
  /** @throws VolumeError, MissingReference */
  mount(volume: types.Volume, context: VolumeContext): Promise<MountedVolume>
}

/** Why a volume cannot be set up; the message is the kubelet's, behind `MountVolume.SetUp failed for volume "V" : `. */
export class VolumeError extends Error {
  override name = 'VolumeError'
}

/** The volume is on its way: nothing is said, and it is looked for again soon. */
export class VolumePending extends Error {
  override name = 'VolumePending'
}
