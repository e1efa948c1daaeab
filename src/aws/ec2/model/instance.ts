import type { Tag } from '../../tags.ts'

/** Codes of the states of an instance. */
export const INSTANCE_STATES = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const

export type InstanceState = keyof typeof INSTANCE_STATES

/** A virtual machine. What the API derives (addresses, groups) is looked up when it is shown. */
export interface Instance {
  InstanceId: string
  ReservationId: string
  ImageId: string
  InstanceType: string
  Architecture: 'x86_64' | 'arm64'
  state: InstanceState
  /** `[code, message]` of the last change that somebody asked for. */
  reason?: readonly [string, string]
  /** As `User initiated (…)`. */
  StateTransitionReason: string
  LaunchTime: number
  SubnetId: string
  VpcId: string
  AvailabilityZone: string
  PrivateIpAddress: string
  PrivateDnsName: string
  /** The cards, first one first. */
  interfaces: string[]
  volumes: { DeviceName: string; VolumeId: string }[]
  /** ARN of an instance profile. */
  IamInstanceProfile?: { Arn: string; Id: string }
  KeyName?: string
  lifecycle?: 'spot'
  /** Who launched it: the service's principal, where it was not a person. */
  requester?: string
  AmiLaunchIndex: number
  ClientToken: string
  terminatedMs?: number
  Tags: Tag[]
}

/** A disk. */
export interface Volume {
  VolumeId: string
  Size: number
  VolumeType: string
  Iops: number
  Throughput?: number
  State: 'creating' | 'available' | 'in-use' | 'deleting'
  AvailabilityZone: string
  CreateTime: number
  Encrypted: boolean
  SnapshotId: string
  MultiAttachEnabled: boolean
  /** What the one who made it said to make it only once. */
  clientToken?: string
  /** The last change of size or performance. */
  modification?: VolumeModification
  Attachments: {
    VolumeId: string
    InstanceId: string
    Device: string
    State: string
    AttachTime: number
    DeleteOnTermination: boolean
  }[]
  Tags: Tag[]
}

/** A change of a disk, as the API shows it. */
export interface VolumeModification {
  VolumeId: string
  ModificationState: 'modifying' | 'optimizing' | 'completed'
  TargetSize: number
  TargetIops: number
  TargetVolumeType: string
  TargetThroughput?: number
  OriginalSize: number
  OriginalIops: number
  OriginalVolumeType: string
  OriginalThroughput?: number
  Progress: number
  StartTime: number
  EndTime?: number
}

/** A key for ssh. */
export interface KeyPair {
  KeyPairId: string
  KeyName: string
  KeyFingerprint: string
  KeyType: string
  CreateTime: number
  Tags: Tag[]
}
