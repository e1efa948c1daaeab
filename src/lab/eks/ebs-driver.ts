import { sleep } from '#base'
import { AwsError, type Account } from '#aws'
import { CsiError, type CsiController, type CsiDriver, type Node } from '#cluster'
import { createPodCredentials } from './pod-credentials.ts'
import { checkVolumeRequest, volumeInput } from './ebs-volume-request.ts'

const GIB = 2 ** 30
const POLL_MS = 250
const POLLS = 240
/** Of a machine of the Nitro kind: disks and network cards share these. */
const NITRO_SLOTS = 28

/** A volume as EC2 answers it. */
interface Volume {
  VolumeId: string
  State: string
  Size: number
  Attachments?: { InstanceId: string; Device: string; State: string }[]
}

/**
 * The EBS CSI driver: volumes of the account, with the permissions of the pod that its controller runs in.
 * @param account the account, which exists only after its clusters
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html
 */
export function createEbsDriver(account: () => Account, region: string, clusterName: string): CsiDriver {
  const namespace = 'kube-system'
  return {
    name: 'ebs.csi.aws.com',
    controller: { namespace, labels: { app: 'ebs-csi-controller' }, serviceAccount: 'ebs-csi-controller-sa' },
    node: { namespace, labels: { app: 'ebs-csi-node' }, serviceAccount: 'ebs-csi-node-sa' },
    topologyKey: 'topology.kubernetes.io/zone',
    replaces: 'kubernetes.io/aws-ebs',
    nodeInfo(node: Node) {
      const nodeId = instanceOf(node)
      const cards = account().core.in(region).here.ec2.instances[nodeId]?.interfaces.length ?? 1
      const zone = node.metadata.labels?.['topology.kubernetes.io/zone'] ?? ''
      return {
        nodeId,
        topology: {
          'kubernetes.io/os': 'linux',
          'topology.ebs.csi.aws.com/zone': zone,
          'topology.kubernetes.io/zone': zone,
        },
        maxVolumes: NITRO_SLOTS - cards - 1,
      }
    },
    controllerIn(pod, kubelet) {
      const credentials = createPodCredentials({ account: account(), region, clusterName, pod, kubelet })
      return createController(account(), clusterName, async (operation, input) => {
        try {
          return await account().invokeWith(await credentials(), 'ec2', operation, input, region)
        } catch (error) {
          throw new Refusal(operation, error, account().core.ids.uuid())
        }
      })
    },
  }
}

/** A call of the driver that AWS refuses, in the words of AWS' SDK for Go. */
class Refusal extends Error {
  /** `InvalidVolume.NotFound`; absent when there were no credentials. */
  readonly code: string | undefined

  constructor(operation: string, error: unknown, requestId: string) {
    if (!(error instanceof AwsError)) {
      super(
        `operation error EC2: ${operation}, get identity: get credentials: failed to refresh cached credentials, ${(error as Error).message}`,
      )
      this.code = undefined
      return
    }
    const response = `https response error StatusCode: ${error.status}, RequestID: ${requestId}, api error ${error.code}: ${error.message}`
    const ofCredentials = /sts:|eks-auth|AssumeRole|association/i.test(error.message) && !/ec2:/.test(error.message)
    super(
      ofCredentials
        ? `operation error EC2: ${operation}, get identity: get credentials: failed to refresh cached credentials, failed to retrieve credentials, operation error STS: AssumeRoleWithWebIdentity, ${response}`
        : `operation error EC2: ${operation}, ${response}`,
    )
    this.code = ofCredentials ? undefined : error.code
  }
}

type Call = (operation: string, input: Record<string, unknown>) => Promise<Record<string, unknown>>

function createController(account: Account, clusterName: string, ec2: Call): CsiController {
  const { clock } = account.core
  /** Turns what AWS refuses into what the driver says. */
  async function attempt<T>(what: string, run: () => Promise<T>): Promise<T> {
    try {
      return await run()
    } catch (error) {
      if (error instanceof Refusal) throw new CsiError('Internal', `${what}: ${error.message}`)
      throw error
    }
  }
  async function find(VolumeId: string): Promise<Volume> {
    const { Volumes } = await ec2('DescribeVolumes', { VolumeIds: [VolumeId] })
    return (Volumes as Volume[])[0]!
  }
  async function until(id: string, isDone: (volume: Volume) => boolean): Promise<Volume> {
    for (let polls = 0; ; polls++) {
      const volume = await find(id)
      if (isDone(volume)) return volume
      if (polls === POLLS) throw new CsiError('DeadlineExceeded', `timed out waiting for volume "${id}"`)
      await sleep(clock, POLL_MS)
    }
  }

  return {
    createVolume(request) {
      checkVolumeRequest(request)
      return attempt(`Could not create volume "${request.name}": could not create volume in EC2`, async () => {
        const made = (await ec2('CreateVolume', volumeInput(request, clusterName))) as unknown as Volume
        const { VolumeId, Size } = await until(
          made.VolumeId,
          ({ State }) => State === 'available' || State === 'in-use',
        )
        return { handle: VolumeId, sizeBytes: Size * GIB }
      })
    },
    deleteVolume: (id) =>
      attempt(`Could not delete volume ID "${id}": DeleteDisk could not delete volume`, async () => {
        try {
          await ec2('DeleteVolume', { VolumeId: id })
        } catch (error) {
          if (!(error instanceof Refusal && error.code === 'InvalidVolume.NotFound')) throw error
        }
      }),
    attach: (id, instanceId) =>
      attempt(
        `Could not attach volume "${id}" to node "${instanceId}": could not attach volume "${id}" to node "${instanceId}"`,
        async () => {
          const here = (await find(id)).Attachments?.find(({ InstanceId }) => InstanceId === instanceId)
          if (!here) {
            const Device = freeDevice(account, instanceId)
            await ec2('AttachVolume', { VolumeId: id, InstanceId: instanceId, Device })
          }
          const { Attachments } = await until(id, (volume) => volume.Attachments?.[0]?.State === 'attached')
          return Attachments![0]!.Device
        },
      ),
    detach: (id, instanceId) =>
      attempt(
        `Could not detach volume "${id}" from node "${instanceId}": could not detach volume "${id}" from node "${instanceId}"`,
        async () => {
          try {
            const attached = (await find(id)).Attachments?.find(({ InstanceId }) => InstanceId === instanceId)
            if (!attached) return
            if (attached.State !== 'detaching') await ec2('DetachVolume', { VolumeId: id, InstanceId: instanceId })
            await until(id, ({ State }) => State === 'available')
          } catch (error) {
            if (!(error instanceof Refusal && error.code === 'InvalidVolume.NotFound')) throw error
          }
        },
      ),
    expand: (id, sizeBytes) =>
      attempt(`Could not resize volume "${id}"`, async () => {
        const Size = Math.ceil(sizeBytes / GIB)
        if ((await find(id)).Size < Size) await ec2('ModifyVolume', { VolumeId: id, Size })
        return Size * GIB
      }),
  }
}

const instanceOf = ({ spec }: Node): string => spec?.providerID?.split('/').at(-1) ?? ''

/** `/dev/xvdaa`, the first that the instance does not use yet. */
function freeDevice(account: Account, instanceId: string): string {
  const used = new Set(
    account.core.in(account.region).here.ec2.instances[instanceId]?.volumes.map(({ DeviceName }) => DeviceName),
  )
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz')
  const names = letters.flatMap((first) => letters.map((second) => `/dev/xvd${first}${second}`))
  return names.find((name) => !used.has(name))!
}
