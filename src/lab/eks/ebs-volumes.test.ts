import { afterAll, beforeAll, expect, test } from 'vitest'
import { createIds, createVirtualClock } from '#base'
import { ADMIN, kinds, type Client } from '#cluster'
import { createTestLog } from '../../testing/cluster.ts'
import { untilDone } from '../../testing/until-done.ts'
import { loadModels, type Lab } from '../lab.ts'
import { startLab } from '../scenarios/start-lab.ts'

const clock = createVirtualClock()
const at = { namespace: 'default' }
const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  ],
}

let lab: Lab
let client: Client
let clusterName: string
beforeAll(async () => {
  const settings = { id: 'ebs', clock, ids: createIds(), log: createTestLog(), pace: 20, accountId: '111122223333' }
  lab = await startLab('cluster-ready', { ...settings, region: 'us-west-2', models: loadModels() })
  const [cluster] = lab.clusters.values()
  client = cluster!.cluster.clientFor(ADMIN, 'test')
  clusterName = cluster!.name
})
afterAll(() => lab.close())

const until = (done: () => Promise<boolean>) => untilDone(clock, done)
const aws = (service: string, operation: string, input: Record<string, unknown>) =>
  lab.account.invoke(service, operation, input)
const volumes = async () => {
  const Filters = [{ Name: 'tag:ebs.csi.aws.com/cluster', Values: ['true'] }]
  const { Volumes } = await aws('ec2', 'DescribeVolumes', { Filters })
  return Volumes as { VolumeId: string; State: string; Size: number; VolumeType: string; AvailabilityZone: string }[]
}
const messages = async (reason: string) =>
  (await client.list(kinds.Event)).items.filter((event) => event.reason === reason).map(({ message }) => message)
const bound = async (name: string) =>
  (await client.get(kinds.PersistentVolumeClaim, name, at)).status?.phase === 'Bound'

async function claimAndPod(name: string, storageClassName: string): Promise<void> {
  const resources = { requests: { storage: '4Gi' } }
  await client.create(kinds.PersistentVolumeClaim, {
    metadata: { name, ...at },
    spec: { storageClassName, accessModes: ['ReadWriteOnce'], resources },
  })
  await client.create(kinds.Pod, {
    metadata: { name, ...at },
    spec: {
      terminationGracePeriodSeconds: 1,
      containers: [{ name: 'app', image: 'nginx:1.29', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: name } }],
    },
  })
}

test('a claim waits for the driver, then for its permissions; the volume comes, is attached, grows and goes', async () => {
  await claimAndPod('old', 'gp2')
  await until(async () => (await messages('ExternalProvisioning')).length > 0)
  expect((await messages('ExternalProvisioning'))[0]).toContain("external provisioner 'ebs.csi.aws.com'")

  await aws('eks', 'CreateAddon', { clusterName, addonName: 'aws-ebs-csi-driver' })
  await until(async () => (await messages('ProvisioningFailed')).length > 0)
  expect((await messages('ProvisioningFailed'))[0]).toMatch(
    /^failed to provision volume with StorageClass "gp2": rpc error: code = Internal desc = Could not create volume "pvc-[^"]+": could not create volume in EC2: operation error EC2: CreateVolume, https response error StatusCode: 403, RequestID: \S+, api error UnauthorizedOperation: .* is not authorized to perform: ec2:CreateVolume on resource/,
  )
  expect(await volumes()).toEqual([])

  await aws('eks', 'CreateAddon', { clusterName, addonName: 'eks-pod-identity-agent' })
  await aws('iam', 'CreateRole', { RoleName: 'ebs', AssumeRolePolicyDocument: JSON.stringify(TRUST) })
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy'
  await aws('iam', 'AttachRolePolicy', { RoleName: 'ebs', PolicyArn })
  const serviceAccount = 'ebs-csi-controller-sa'
  const roleArn = 'arn:aws:iam::111122223333:role/ebs'
  await aws('eks', 'CreatePodIdentityAssociation', { clusterName, namespace: 'kube-system', serviceAccount, roleArn })
  // Only new pods are given what an association brings.
  await client.deleteCollection(kinds.Pod, { namespace: 'kube-system', labelSelector: 'app=ebs-csi-controller' })
  await until(() => bound('old'))
  await until(async () => (await client.get(kinds.Pod, 'old', at)).status?.phase === 'Running')

  const [volume] = await volumes()
  expect(volume).toMatchObject({ State: 'in-use', Size: 4, VolumeType: 'gp2' })
  const [object] = (await client.list(kinds.PersistentVolume)).items
  expect(object?.spec).toMatchObject({
    awsElasticBlockStore: { volumeID: volume?.VolumeId },
    nodeAffinity: {
      required: {
        nodeSelectorTerms: [{ matchExpressions: [{ operator: 'In', values: [volume?.AvailabilityZone] }] }],
      },
    },
  })
  const [attachment] = (await client.list(kinds.VolumeAttachment)).items
  expect(attachment?.status).toMatchObject({ attached: true, attachmentMetadata: { devicePath: '/dev/xvdaa' } })
  await expect(aws('ec2', 'DeleteVolume', { VolumeId: volume?.VolumeId })).rejects.toThrow(
    'is currently attached to i-',
  )

  await client.delete(kinds.Pod, 'old', at)
  await client.delete(kinds.PersistentVolumeClaim, 'old', at)
  await until(async () => (await client.list(kinds.PersistentVolume)).items.length === 0)
  await until(async () => (await volumes()).length === 0)
})

test('a class of the driver says what its volumes are; one that is kept outlives its claim', async () => {
  await client.create(kinds.StorageClass, {
    metadata: { name: 'fast' },
    provisioner: 'ebs.csi.aws.com',
    parameters: { type: 'gp3', iops: '4000' },
    reclaimPolicy: 'Retain',
    allowVolumeExpansion: true,
    volumeBindingMode: 'WaitForFirstConsumer',
  })
  await claimAndPod('new', 'fast')
  await until(() => bound('new'))
  expect(await volumes()).toMatchObject([{ Size: 4, VolumeType: 'gp3', Iops: 4000 }])

  const spec = { resources: { requests: { storage: '9Gi' } } }
  await client.patch(kinds.PersistentVolumeClaim, 'new', { spec }, { ...at, type: 'merge' })
  await until(async () => (await volumes())[0]?.Size === 9)
  await until(async () => {
    const { status } = await client.get(kinds.PersistentVolumeClaim, 'new', at)
    return status?.capacity?.['storage'] === '9Gi'
  })

  await client.delete(kinds.Pod, 'new', at)
  await client.delete(kinds.PersistentVolumeClaim, 'new', at)
  await until(async () => (await client.list(kinds.PersistentVolume)).items[0]?.status?.phase === 'Released')
  await until(async () => (await volumes())[0]?.State === 'available')
})

test('an add-on with a role of its own has its pods become that role by their tokens, or says why they cannot', async () => {
  const { cluster } = await aws('eks', 'DescribeCluster', { name: clusterName })
  const url = (cluster as { identity: { oidc: { issuer: string } } }).identity.oidc.issuer
  const issuer = url.replace('https://', '')
  const trust = (account: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${issuer}:sub`]: `system:serviceaccount:kube-system:${account}` } },
        },
      ],
    })
  await aws('iam', 'CreateOpenIDConnectProvider', { Url: url, ClientIDList: ['sts.amazonaws.com'] })
  await aws('iam', 'CreateRole', { RoleName: 'irsa', AssumeRolePolicyDocument: trust('somebody-else') })
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy'
  await aws('iam', 'AttachRolePolicy', { RoleName: 'irsa', PolicyArn })
  const { associations } = await aws('eks', 'ListPodIdentityAssociations', { clusterName })
  for (const { associationId } of associations as { associationId: string }[])
    await aws('eks', 'DeletePodIdentityAssociation', { clusterName, associationId })
  const serviceAccountRoleArn = 'arn:aws:iam::111122223333:role/irsa'
  await aws('eks', 'UpdateAddon', { clusterName, addonName: 'aws-ebs-csi-driver', serviceAccountRoleArn })
  const account = () => client.get(kinds.ServiceAccount, 'ebs-csi-controller-sa', { namespace: 'kube-system' })
  await until(async () => (await account()).metadata.annotations?.['eks.amazonaws.com/role-arn'] !== undefined)
  await client.deleteCollection(kinds.Pod, { namespace: 'kube-system', labelSelector: 'app=ebs-csi-controller' })

  await claimAndPod('irsa', 'gp2')
  const refused = 'api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity'
  await until(async () => (await messages('ProvisioningFailed')).some((message) => message?.endsWith(refused)))
  const PolicyDocument = trust('ebs-csi-controller-sa')
  await aws('iam', 'UpdateAssumeRolePolicy', { RoleName: 'irsa', PolicyDocument })
  await until(() => bound('irsa'))
})
