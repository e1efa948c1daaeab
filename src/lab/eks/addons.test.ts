import { expect, test } from 'vitest'
import { ADMIN, kinds } from '#cluster'
import { createClusterReadyLab } from '../../testing/lab/cluster-ready.ts'
import { untilDone } from '../../testing/until-done.ts'

test('an add-on keeps away from what others have set, unless it is told to take it over, and is as it is configured', async () => {
  const { lab, clock } = await createClusterReadyLab()
  try {
    const { cluster, name: clusterName } = [...lab.clusters.values()][0]!
    const client = cluster.clientFor(ADMIN, 'test')
    const at = { namespace: 'kube-system' }
    const eks = (operation: string, input: Record<string, unknown>) =>
      lab.account.invoke('eks', operation, { clusterName, addonName: 'coredns', ...input })
    const addon = async () =>
      (await eks('DescribeAddon', {}))['addon'] as { status: string; health: { issues: { message: string }[] } }
    const settled = async () => !['CREATING', 'UPDATING', 'DELETING'].includes((await addon()).status)

    const edited = { data: { Corefile: '.:53 {\n  forward . 192.0.2.53\n}\n' } }
    await client.patch(kinds.ConfigMap, 'coredns', edited, { ...at, type: 'merge', fieldManager: 'kubectl-edit' })
    const configurationValues = JSON.stringify({ replicaCount: 3, nodeSelector: { 'kubernetes.io/os': 'linux' } })
    await eks('CreateAddon', { configurationValues })
    await untilDone(clock, settled)
    expect(await addon()).toMatchObject({
      status: 'CREATE_FAILED',
      health: {
        issues: [
          {
            code: 'ConfigurationConflict',
            message:
              'Conflicts found when trying to apply. Will not continue due to resolve conflicts mode. Conflicts:\nConfigMap coredns - .data.Corefile',
          },
        ],
      },
    })
    expect((await client.get(kinds.Deployment, 'coredns', at)).spec?.replicas).toBe(2)

    await eks('UpdateAddon', { configurationValues, resolveConflicts: 'PRESERVE' })
    await untilDone(clock, settled)
    const deployment = await client.get(kinds.Deployment, 'coredns', at)
    expect(deployment.spec?.replicas).toBe(3)
    expect(deployment.spec?.template.spec?.nodeSelector).toEqual({ 'kubernetes.io/os': 'linux' })
    expect((await client.get(kinds.ConfigMap, 'coredns', at)).data).toEqual(edited.data)

    await eks('UpdateAddon', { resolveConflicts: 'OVERWRITE' })
    await untilDone(clock, settled)
    expect((await client.get(kinds.ConfigMap, 'coredns', at)).data?.['Corefile']).toContain('kubernetes cluster.local')

    const wrong = { addonName: 'aws-ebs-csi-driver', configurationValues: 'controller: {color: red}' }
    await expect(eks('CreateAddon', wrong)).rejects.toThrow('$.controller.color: is not defined in the schema')
  } finally {
    lab.close()
  }
})

test('the agent of Pod Identity comes to run on every node', async () => {
  const { lab, clock } = await createClusterReadyLab()
  try {
    const { cluster, name: clusterName } = [...lab.clusters.values()][0]!
    const client = cluster.clientFor(ADMIN, 'test')
    await lab.account.invoke('eks', 'CreateAddon', { clusterName, addonName: 'eks-pod-identity-agent' })
    const agents = () => client.list(kinds.DaemonSet, { labelSelector: 'k8s-app=eks-pod-identity-agent' })
    await untilDone(clock, async () => (await agents()).items[0]?.status?.numberReady === 3)
  } finally {
    lab.close()
  }
})
