import { isReason } from '../apimachinery/errors.ts'
import { keyOf } from '../apimachinery/object.ts'
import { parseQuantity, quantityValue } from '../apimachinery/quantity.ts'
import { defineController, watch, type Controller, type ReconcileContext } from '../controllers/define-controller.ts'
import {
  CSINode,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
  VolumeAttachment,
} from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import { CsiError } from './csi-driver.ts'
import { csiSourceOf, provisionerOf } from './migration.ts'
import { isProvisionedBy, PROVISIONER_FINALIZER, provisionedVolume } from './provisioned-volume.ts'
import { createRefusals, type Refusals, type SidecarContext } from './sidecar-context.ts'

const SELECTED_NODE = 'volume.kubernetes.io/selected-node'
const PROVISIONER = 'volume.kubernetes.io/storage-provisioner'
const CLAIM = 'claim/'
const VOLUME = 'volume/'

type Context = ReconcileContext<Refusals>

/** Makes volumes for claims that name the driver, and deletes them when they are to go: the sidecar `csi-provisioner`. */
export function createProvisioner(sidecar: SidecarContext): Controller {
  return defineController<Refusals>({
    name: 'csi-provisioner',
    eventSource: sidecar.identity,
    state: createRefusals,
    watches: [
      watch(PersistentVolumeClaim, ({ type, object }) => (type === 'deleted' ? [] : [CLAIM + keyOf(object)])),
      watch(PersistentVolume, ({ type, object }) => (type === 'deleted' ? [] : [VOLUME + object.metadata.name])),
      watch(VolumeAttachment, ({ type, object: { spec } }) =>
        type === 'deleted' && spec.source.persistentVolumeName ? [VOLUME + spec.source.persistentVolumeName] : [],
      ),
      watch(StorageClass),
      watch(CSINode),
      watch(Node),
    ],
    async reconcile(key, context) {
      const { cache, state } = context
      const retry = key.startsWith(CLAIM)
        ? await provision(cache(PersistentVolumeClaim).get(key.slice(CLAIM.length)), context, sidecar)
        : await remove(cache(PersistentVolume).get(key.slice(VOLUME.length)), context, sidecar)
      if (retry) return state.add(key)
      state.clear(key)
      return undefined
    },
  })
}

/** @returns whether to try again. */
async function provision(
  claim: types.PersistentVolumeClaim | undefined,
  context: Context,
  { driver, controller }: SidecarContext,
): Promise<boolean> {
  const { cache, client, events } = context
  if (!claim || claim.spec?.volumeName || claim.metadata.deletionTimestamp) return false
  const { annotations, namespace = '', name, uid } = claim.metadata
  if (annotations?.[PROVISIONER] !== driver.name) return false
  const storageClass = cache(StorageClass).get(claim.spec?.storageClassName ?? '')
  if (!storageClass || provisionerOf(storageClass.provisioner) !== driver.name) return false
  const selected = annotations[SELECTED_NODE]
  if (storageClass.volumeBindingMode === 'WaitForFirstConsumer' && selected === undefined) return false
  const volumeName = `pvc-${uid}`
  if (cache(PersistentVolume).get(volumeName)) return false
  events.event(
    claim,
    'Normal',
    'Provisioning',
    `External provisioner is provisioning volume for claim "${namespace}/${name}"`,
  )
  try {
    const { parameters = {} } = storageClass
    const zone = zoneFor(selected, storageClass, context, driver)
    const { handle, sizeBytes } = await controller.createVolume({
      name: volumeName,
      sizeBytes: quantityValue(parseQuantity(claim.spec?.resources?.requests?.['storage'] ?? '0')),
      parameters: Object.fromEntries(
        Object.entries(parameters).filter(([key]) => !key.startsWith('csi.storage.k8s.io/')),
      ),
      accessModes: claim.spec?.accessModes ?? [],
      zone,
      claim: { namespace, name },
    })
    await client.create(PersistentVolume, provisionedVolume({ claim, storageClass, driver, handle, sizeBytes, zone }))
  } catch (error) {
    if (isReason(error, 'AlreadyExists')) return false
    if (!(error instanceof CsiError)) throw error
    events.event(
      claim,
      'Warning',
      'ProvisioningFailed',
      `failed to provision volume with StorageClass "${storageClass.metadata.name}": ${error.message}`,
    )
    return true
  }
  events.event(claim, 'Normal', 'ProvisioningSucceeded', `Successfully provisioned volume ${volumeName}`)
  return false
}

/** Where a volume is to be: with the chosen node, or where the class and the driver's nodes allow it.
 *  @throws CsiError when there is no such place. */
function zoneFor(
  selected: string | undefined,
  { allowedTopologies }: types.StorageClass,
  { cache }: Context,
  { name, topologyKey }: SidecarContext['driver'],
): string {
  const registered = (nodeName: string) =>
    cache(CSINode)
      .get(nodeName)
      ?.spec.drivers?.some((one) => one.name === name)
  const zoneOf = (nodeName: string) => cache(Node).get(nodeName)?.metadata.labels?.[topologyKey]
  const fail = (reason: string) => new CsiError('Unknown', `error generating accessibility requirements: ${reason}`)
  if (selected !== undefined) {
    const zone = registered(selected) ? zoneOf(selected) : undefined
    if (zone === undefined) throw fail(`no topology key found on CSINode ${selected}`)
    return zone
  }
  const allowed = allowedTopologies?.flatMap(({ matchLabelExpressions = [] }) =>
    matchLabelExpressions.flatMap(({ values }) => values),
  )
  const zones = cache(Node)
    .list()
    .filter(({ metadata }) => registered(metadata.name))
    .flatMap(({ metadata }) => zoneOf(metadata.name) ?? [])
    .filter((zone) => !allowed || allowed.includes(zone))
    .sort()
  if (zones.length === 0) throw fail('no available topology found')
  return zones[0]!
}

/** @returns whether to try again. */
async function remove(
  volume: types.PersistentVolume | undefined,
  { cache, client, events }: Context,
  { driver, controller }: SidecarContext,
): Promise<boolean> {
  if (!volume || !isProvisionedBy(volume, driver)) return false
  const { name, deletionTimestamp, finalizers = [] } = volume.metadata
  const goes = volume.status?.phase === 'Released' || volume.status?.phase === 'Failed'
  const isKept = volume.spec?.persistentVolumeReclaimPolicy !== 'Delete'
  if (deletionTimestamp === undefined ? !goes || isKept : volume.status?.phase === 'Bound') return false
  if (deletionTimestamp !== undefined && !finalizers.includes(PROVISIONER_FINALIZER)) return false
  if (!isKept) {
    try {
      const user = cache(VolumeAttachment)
        .list()
        .find(({ spec }) => spec.source.persistentVolumeName === name)
      if (user)
        throw new CsiError(
          'FailedPrecondition',
          `persistentvolume ${name} is still attached to node ${user.spec.nodeName}`,
        )
      await controller.deleteVolume(csiSourceOf(volume.spec)?.volumeHandle ?? '')
    } catch (error) {
      if (!(error instanceof CsiError)) throw error
      events.event(volume, 'Warning', 'VolumeFailedDelete', error.message)
      return true
    }
  }
  try {
    if (deletionTimestamp === undefined) await client.delete(PersistentVolume, name)
    const left = finalizers.filter((finalizer) => finalizer !== PROVISIONER_FINALIZER)
    await client.patch(PersistentVolume, name, { metadata: { finalizers: left } }, { type: 'merge' })
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
  return false
}
