import { expect, test } from 'vitest'
import { createConsoleLog, createIds, createSystemClock } from '#base'
import { loadModels, startLab } from '#lab'
import { createReadSource } from './read-source.ts'

const LEARNER_ARN = 'arn:aws:iam::111122223333:user/learner'

test('a check sees as the learner what the learner may see, and else everything', async () => {
  const lab = await startLab('cluster-ready', {
    id: 'lab',
    clock: createSystemClock(),
    ids: createIds(),
    log: createConsoleLog('lab'),
    models: loadModels(),
    pace: 5000,
    accountId: '111122223333',
    region: 'us-west-2',
  })
  try {
    const read = createReadSource(lab)
    const secrets = { kind: 'kubernetes', cluster: 'demo', path: '/api/v1/namespaces/kube-system/secrets' } as const
    const clusters = { kind: 'aws', service: 'eks', action: 'ListClusters', input: {} } as const
    for (const request of [secrets, clusters])
      expect(await read({ ...request, as: 'learner' })).toMatchObject({ ok: true })

    const entry = { clusterName: 'demo', principalArn: LEARNER_ARN }
    const policyArn = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy'
    await lab.account.invoke('eks', 'DisassociateAccessPolicy', { ...entry, policyArn })
    expect(await read({ ...secrets, as: 'learner' })).toMatchObject({ ok: false, status: 403, error: 'Forbidden' })
    await lab.account.invoke('eks', 'DeleteAccessEntry', entry)
    expect(await read({ ...secrets, as: 'learner' })).toMatchObject({ ok: false, status: 401, error: 'Unauthorized' })
    expect(await read({ ...secrets, as: 'admin' })).toMatchObject({ ok: true })

    const administrator = { UserName: 'learner', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }
    await lab.account.invoke('iam', 'DetachUserPolicy', administrator)
    expect(await read({ ...clusters, as: 'learner' })).toMatchObject({ ok: false, error: 'AccessDeniedException' })
    expect(await read({ ...clusters, as: 'admin' })).toMatchObject({ ok: true, body: { clusters: ['demo'] } })
  } finally {
    lab.close()
  }
}, 60_000)
