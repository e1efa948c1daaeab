import { ec2Errors } from './errors.ts'
import type { Scope } from '../scope.ts'
import type { Volume } from './model/instance.ts'

/** What a type of volume can be: GiB, operations and MiB a second. */
interface VolumeKind {
  sizeGb: readonly [least: number, most: number]
  /** What it does when nothing is asked for. */
  iops?: (sizeGb: number) => number
  /** Whether the operations a second are chosen; some types want them to be. */
  choosesIops?: 'may' | 'must'
  maxIops?: number
  throughput?: number
}

/** @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html */
const KINDS: ReadonlyMap<string, VolumeKind> = new Map<string, VolumeKind>([
  ['gp3', { sizeGb: [1, 65_536], iops: () => 3000, choosesIops: 'may', maxIops: 80_000, throughput: 125 }],
  ['gp2', { sizeGb: [1, 16_384], iops: (size) => Math.min(Math.max(size * 3, 100), 16_000) }],
  ['io1', { sizeGb: [4, 16_384], choosesIops: 'must', maxIops: 64_000 }],
  ['io2', { sizeGb: [4, 65_536], choosesIops: 'must', maxIops: 256_000 }],
  ['st1', { sizeGb: [125, 16_384] }],
  ['sc1', { sizeGb: [125, 16_384] }],
  ['standard', { sizeGb: [1, 1024] }],
])

/** What somebody wants of a volume. */
export interface VolumeShape {
  VolumeType: string
  Size: number
  Iops?: number
  Throughput?: number
}

/** Fills in what a volume of that type has, and checks what was asked for.
 *  @throws AwsError UnknownVolumeType, InvalidParameterValue, InvalidParameterCombination, MissingParameter. */
export function shapeVolume({ VolumeType, Size, Iops, Throughput }: VolumeShape): VolumeShape & { Iops: number } {
  const kind = KINDS.get(VolumeType)
  if (!kind) throw ec2Errors.unknownVolumeType(VolumeType)
  const [least, most] = kind.sizeGb
  if (Size < least)
    throw ec2Errors.invalidValue(
      `Volume of ${Size}GiB is too small for volume type ${VolumeType}; minimum is ${least}GiB`,
    )
  if (Size > most)
    throw ec2Errors.invalidValue(
      `Volume of ${Size}GiB is too large for volume type ${VolumeType}; maximum is ${most}GiB`,
    )
  if (Iops !== undefined && !kind.choosesIops)
    throw ec2Errors.invalidCombination(`The parameter iops is not supported for ${VolumeType} volumes.`)
  if (Iops === undefined && kind.choosesIops === 'must') throw ec2Errors.missing('iops')
  if (Iops !== undefined && Iops > kind.maxIops!)
    throw ec2Errors.invalidValue(
      `Volume iops of ${Iops} is too high; maximum is ${kind.maxIops} for volumes of type ${VolumeType}.`,
    )
  if (Throughput !== undefined && kind.throughput === undefined)
    throw ec2Errors.invalidCombination(`The parameter throughput is not supported for ${VolumeType} volumes.`)
  const throughput = Throughput ?? kind.throughput
  return {
    VolumeType,
    Size,
    Iops: Iops ?? kind.iops?.(Size) ?? 0,
    ...(throughput !== undefined && { Throughput: throughput }),
  }
}

/** A volume as EC2 answers it. */
export function viewVolume({ Tags, Iops, clientToken: _token, modification: _change, ...volume }: Volume): object {
  return { ...volume, ...(Iops > 0 && { Iops }), ...(Tags.length > 0 && { Tags }) }
}

/** ARN for the authorization of actions on a volume. */
export const volumeArn = ({ account, region }: Scope, id = '*'): string =>
  `arn:aws:ec2:${region}:${account.id}:volume/${id}`

/** ARN for the authorization of actions on an instance. */
export const instanceArn = ({ account, region }: Scope, id = '*'): string =>
  `arn:aws:ec2:${region}:${account.id}:instance/${id}`

/** What conditions may ask about a volume's tags. */
export const volumeTagFacts = ({ here }: Scope, id = ''): Record<string, string> =>
  Object.fromEntries(
    (here.ec2.volumes[id]?.Tags ?? []).flatMap(({ Key, Value }) => [
      [`ec2:ResourceTag/${Key}`, Value],
      [`aws:ResourceTag/${Key}`, Value],
    ]),
  )
