import { ec2Errors } from './errors.ts'

/** Size of the snapshot in every image here, in GiB; an instance's root disk is at least as large. */
export const ROOT_DISK_GB = 20

/** The snapshot that an image's root disk is made of. */
export const snapshotOf = (imageId: string): string => 'snap-0' + imageId.slice(-16)

/** @throws AwsError InvalidBlockDeviceMapping for a disk that the image does not fit on. */
export function checkRootDisk(imageId: string, sizeGb: number): void {
  if (sizeGb < ROOT_DISK_GB) throw ec2Errors.diskTooSmall(sizeGb, snapshotOf(imageId), ROOT_DISK_GB)
}
