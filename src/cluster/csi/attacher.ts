import { isReason } from '../apimachinery/errors.ts'
import { defineController, watch, type Controller, type ReconcileContext } from '../controllers/define-controller.ts'
import { CSINode, PersistentVolume, VolumeAttachment } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import { toSeconds } from '#base'
import { CsiError } from './csi-driver.ts'
import { csiSourceOf } from './migration.ts'
import { createRefusals, type Refusals, type SidecarContext } from './sidecar-context.ts'

const NODE_ID = 'csi.alpha.kubernetes.io/node-id'
const VOLUME = 'volume/'

type Context = ReconcileContext<Refusals>

/** Attaches volumes to nodes and detaches them, as VolumeAttachments ask: the sidecar `csi-attacher`. */
export function createAttacher(sidecar: SidecarContext): Controller {
  const finalizer = `external-attacher/${sidecar.driver.name.replaceAll('.', '-')}`
  return defineController<Refusals>({
    name: 'csi-attacher',
    state: createRefusals,
    watches: [
      watch(VolumeAttachment, ({ object: { metadata, spec } }) =>
        spec.attacher === sidecar.driver.name
          ? [metadata.name, ...(spec.source.persistentVolumeName ? [VOLUME + spec.source.persistentVolumeName] : [])]
          : [],
      ),
      watch(PersistentVolume, ({ object: { metadata } }) =>
        metadata.deletionTimestamp && metadata.finalizers?.includes(finalizer) ? [VOLUME + metadata.name] : [],
      ),
      watch(CSINode),
    ],
    async reconcile(key, context) {
      if (key.startsWith(VOLUME)) {
        await letGo(key.slice(VOLUME.length), finalizer, context)
        return undefined
      }
      const attachment = context.cache(VolumeAttachment).get(key)
      if (!attachment) return undefined
      const done = attachment.metadata.deletionTimestamp
        ? await detach(attachment, finalizer, context, sidecar)
        : attachment.status?.attached || (await attach(attachment, finalizer, context, sidecar))
      if (!done) return context.state.add(key)
      context.state.clear(key)
      return undefined
    },
  })
}

async function attach(
  attachment: types.VolumeAttachment,
  finalizer: string,
  { cache, client, clock }: Context,
  { driver, controller }: SidecarContext,
): Promise<boolean> {
  const { name, annotations, finalizers = [] } = attachment.metadata
  const { nodeName, source } = attachment.spec
  const status = (value: types.VolumeAttachmentStatus) =>
    client.patch(VolumeAttachment, name, { status: value } as never, { type: 'merge', subresource: 'status' })
  try {
    const nodeId = cache(CSINode)
      .get(nodeName)
      ?.spec.drivers?.find((one) => one.name === driver.name)?.nodeID
    if (nodeId === undefined)
      throw new CsiError('Unknown', `CSINode ${nodeName} does not contain driver ${driver.name}`)
    const volume = cache(PersistentVolume).get(source.persistentVolumeName ?? '')
    const csi = csiSourceOf(volume?.spec)
    if (!volume || !csi) return false
    if (!volume.metadata.finalizers?.includes(finalizer))
      await setFinalizers(client, PersistentVolume, volume, [...(volume.metadata.finalizers ?? []), finalizer])
    if (!finalizers.includes(finalizer)) {
      const metadata = { annotations: { ...annotations, [NODE_ID]: nodeId }, finalizers: [...finalizers, finalizer] }
      await client.patch(VolumeAttachment, name, { metadata }, { type: 'merge' })
    }
    const devicePath = await controller.attach(csi.volumeHandle, nodeId)
    await status({ attached: true, attachmentMetadata: { devicePath }, attachError: null as never })
    return true
  } catch (error) {
    if (!(error instanceof CsiError)) throw error
    await status({ attached: false, attachError: { message: error.message, time: toSeconds(clock.now()) } })
    return false
  }
}

async function detach(
  attachment: types.VolumeAttachment,
  finalizer: string,
  { cache, client, clock }: Context,
  { controller }: SidecarContext,
): Promise<boolean> {
  const { name, annotations, finalizers = [] } = attachment.metadata
  if (!finalizers.includes(finalizer)) return true
  const volume = cache(PersistentVolume).get(attachment.spec.source.persistentVolumeName ?? '')
  const csi = csiSourceOf(volume?.spec)
  const nodeId = annotations?.[NODE_ID]
  try {
    if (csi && nodeId !== undefined) await controller.detach(csi.volumeHandle, nodeId)
    const left = finalizers.filter((one) => one !== finalizer)
    await setFinalizers(client, VolumeAttachment, attachment, left)
    return true
  } catch (error) {
    if (!(error instanceof CsiError)) throw error
    const detachError = { message: error.message, time: toSeconds(clock.now()) }
    const patch = { status: { detachError } }
    await client.patch(VolumeAttachment, name, patch, { type: 'merge', subresource: 'status' })
    return false
  }
}

/** A volume that is to go, and is attached nowhere, is held no longer. */
async function letGo(name: string, finalizer: string, { cache, client }: Context): Promise<void> {
  const volume = cache(PersistentVolume).get(name)
  if (!volume?.metadata.deletionTimestamp || !volume.metadata.finalizers?.includes(finalizer)) return
  const isAttached = cache(VolumeAttachment)
    .list()
    .some(({ spec }) => spec.source.persistentVolumeName === name)
  if (isAttached) return
  const left = volume.metadata.finalizers.filter((one) => one !== finalizer)
  await setFinalizers(client, PersistentVolume, volume, left)
}

async function setFinalizers(
  client: Context['client'],
  type: typeof PersistentVolume | typeof VolumeAttachment,
  { metadata: { name, resourceVersion } }: types.PersistentVolume | types.VolumeAttachment,
  finalizers: string[],
): Promise<void> {
  try {
    const metadata = { resourceVersion, finalizers }
    await client.patch(type as typeof PersistentVolume, name, { metadata }, { type: 'merge' })
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}
