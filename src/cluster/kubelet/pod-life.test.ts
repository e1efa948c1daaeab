import { expect, test } from 'vitest'
import { Pod } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import { createScene, running, script } from './testing/scene.ts'

const condition = ({ conditions }: types.PodStatus, wanted: string) => conditions?.find(({ type }) => type === wanted)

test('a deleted pod that something holds ends as its containers did', async () => {
  using scene = await createScene()
  const held = { finalizers: ['example.com/held'] }
  const trap = (code: number) => script(`trap "exit ${code}" TERM; while :; do sleep 0.2; done`)
  await scene.run('well', { containers: trap(0) }, held)
  await scene.run('badly', { containers: trap(9) }, held)
  for (const name of ['well', 'badly']) {
    await scene.until(name, running)
    await scene.client.delete(Pod, name, { namespace: 'default' })
  }
  const well = await scene.until('well', ({ phase }) => phase === 'Succeeded')
  expect(condition(well, 'Ready')).toMatchObject({ status: 'False', reason: 'PodCompleted' })
  const badly = await scene.until('badly', ({ phase }) => phase === 'Failed')
  expect(badly.containerStatuses![0]!.state!.terminated).toMatchObject({ exitCode: 9, reason: 'Error' })
})

test('a second deletion with less time shortens the grace period', async () => {
  using scene = await createScene()
  const stubborn = script('trap "" TERM; while :; do sleep 1; done')
  await scene.run('late', { terminationGracePeriodSeconds: 600, containers: stubborn })
  await scene.until('late', running)
  await scene.client.delete(Pod, 'late', { namespace: 'default' })
  await scene.clock.advance(5000)
  await scene.client.delete(Pod, 'late', { namespace: 'default', gracePeriodSeconds: 2 })
  await scene.clock.advance(1500)
  expect((await scene.pod('late')).status!.phase).toBe('Running')
  await scene.clock.advance(2000)
  await expect(scene.pod('late')).rejects.toMatchObject({ reason: 'NotFound' })
})

test('a pod past its deadline has failed when its containers are gone, not before', async () => {
  using scene = await createScene()
  const containers = script('trap "" TERM; while :; do sleep 1; done')
  await scene.run('slow', { activeDeadlineSeconds: 3, terminationGracePeriodSeconds: 5, containers })
  const status = await scene.until('slow', ({ phase }) => phase === 'Failed')
  expect(status).toMatchObject({ reason: 'DeadlineExceeded' })
  expect(status.containerStatuses![0]!.state!.terminated).toMatchObject({ exitCode: 137 })
})

test('a program that reads without end is killed for its memory, and others go on meanwhile', async () => {
  using scene = await createScene()
  await scene.run('ticks', { containers: script('while :; do echo tick; sleep 1; done') })
  const resources = { limits: { memory: '32Mi' } }
  await scene.run('eats', { restartPolicy: 'Never', containers: script('tail /dev/zero', { resources }) })
  await scene.run('burns', { containers: script('cat /dev/zero > /dev/null') })
  const status = await scene.until('eats', ({ phase }) => phase === 'Failed')
  expect(status.containerStatuses![0]!.state!.terminated).toMatchObject({ exitCode: 137, reason: 'OOMKilled' })
  const before = (await scene.logs('ticks')).length
  await scene.clock.advance(3000)
  expect((await scene.logs('ticks')).length).toBeGreaterThanOrEqual(before + 2 * 'tick\n'.length)
})

test('a volume shows new labels at once', async () => {
  using scene = await createScene()
  const volumes = [{ name: 'v', downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }] } }]
  const volumeMounts = [{ name: 'v', mountPath: '/v' }]
  const watch = 'while :; do if grep -q green /v/l; then echo seen; exit 0; fi; sleep 0.2; done'
  const labels = { colour: 'blue' }
  await scene.run(
    'labelled',
    { restartPolicy: 'Never', volumes, containers: script(watch, { volumeMounts }) },
    { labels },
  )
  await scene.until('labelled', running)
  const patch = { metadata: { labels: { colour: 'green' } } } as never
  await scene.client.patch(Pod, 'labelled', patch, { namespace: 'default', type: 'merge' })
  await scene.until('labelled', ({ phase }) => phase === 'Succeeded', 2000)
})

test('a probe that cannot be made counts for nothing, and says why', async () => {
  using scene = await createScene()
  const livenessProbe = { exec: { command: ['no-such-check'] }, periodSeconds: 1, failureThreshold: 1 }
  await scene.run('checked', { containers: script('sleep 3600', { livenessProbe }) })
  await scene.until('checked', running)
  await scene.clock.advance(5000)
  const [message = ''] = await scene.events('checked', 'Unhealthy')
  expect(message).toMatch(
    /^Liveness probe errored and resulted in unknown state: rpc error: .*"no-such-check": executable file not found in \$PATH$/,
  )
  expect((await scene.pod('checked')).status!.containerStatuses![0]!.restartCount).toBe(0)
})

test('a container that keeps crashing waits 10 s, 20 s, 40 s', async () => {
  using scene = await createScene()
  await scene.run('crashes', { containers: script('exit 1') })
  const startedAt: number[] = []
  for (const restarts of [1, 2, 3, 4]) {
    await scene.until('crashes', ({ containerStatuses }) => containerStatuses?.[0]?.restartCount === restarts)
    startedAt.push(scene.clock.now())
  }
  const waits = startedAt.slice(1).map((time, index) => Math.round((time - startedAt[index]!) / 10_000) * 10)
  expect(waits).toEqual([10, 20, 40])
})

test('an init container that failed for good fails the pod, and what never ran is named', async () => {
  using scene = await createScene()
  const init = (name: string, code: number): types.Container => ({ ...script(`exit ${code}`)[0]!, name })
  const initContainers = [init('ok', 0), init('bad', 4), init('unreached', 0)]
  await scene.run('never', { restartPolicy: 'Never', initContainers, containers: script('sleep 3600') })
  const status = await scene.until('never', ({ phase }) => phase === 'Failed')
  expect(condition(status, 'Initialized')).toMatchObject({
    status: 'False',
    reason: 'ContainersNotInitialized',
    message: 'containers with incomplete status: [bad unreached]',
  })
})

test('/proc tells the privileges of a container', async () => {
  using scene = await createScene()
  const read = 'grep -E "^(CapEff|NoNewPrivs)" /proc/1/status; cat /proc/1/oom_score_adj; sleep 3600'
  const securityContext = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'CHOWN'] },
  }
  await scene.run('narrow', { containers: script(read, { securityContext }) })
  await scene.run('plain', { containers: script(read) })
  for (const name of ['narrow', 'plain']) await scene.until(name, running)
  await scene.clock.advance(500)
  expect(await scene.logs('narrow')).toBe('CapEff:\t0000000000001001\nNoNewPrivs:\t1\n1000\n')
  expect(await scene.logs('plain')).toBe('CapEff:\t00000000a80425fb\nNoNewPrivs:\t0\n1000\n')
})

test('a rule starts a container again in a pod that never does, and the pod does not fail meanwhile', async () => {
  using scene = await createScene()
  const rules = [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }]
  const text = 'if [ -e /d/x ]; then sleep 1; exit 0; fi; touch /d/x; sleep 1; exit 42'
  const containers = script(text, {
    restartPolicy: 'Never',
    restartPolicyRules: rules,
    volumeMounts: [{ name: 'd', mountPath: '/d' }],
  })
  await scene.run('ruled', { restartPolicy: 'Never', containers, volumes: [{ name: 'd', emptyDir: {} }] })
  const status = await scene.until('ruled', ({ phase }) => {
    expect(phase).not.toBe('Failed')
    return phase === 'Succeeded'
  })
  expect(status.containerStatuses![0]).toMatchObject({ restartCount: 1, lastState: {} })
})

test('root without capabilities is held to the permissions of files', async () => {
  using scene = await createScene()
  const text =
    'mkdir /tmp/d; chown 1 /tmp/d; chmod 700 /tmp/d; touch /tmp/d/f; touch /tmp/g; chown 5:5 /tmp/g; chgrp 0 /tmp/g && stat -c %u:%g /tmp/g /tmp/d'
  for (const [name, drop] of [
    ['all', []],
    ['none', ['ALL']],
  ] as const)
    await scene.run(name, {
      restartPolicy: 'Never',
      containers: script(text, { securityContext: { capabilities: { drop: [...drop] } } }),
    })
  for (const name of ['all', 'none']) await scene.until(name, ({ phase }) => phase !== 'Pending' && phase !== 'Running')
  expect(await scene.logs('all')).toBe('5:0\n1:0\n')
  const refused = 'Operation not permitted'
  expect(await scene.logs('none')).toBe(`chown: /tmp/d: ${refused}\nchown: /tmp/g: ${refused}\n0:0\n0:0\n`)
})

test('variables stand in the order of runtime, image, spec and Services', async () => {
  using scene = await createScene()
  const env = [
    { name: 'Z', value: 'z' },
    { name: 'A', value: '$(Z)$(KUBERNETES_SERVICE_PORT)$(PATH)' },
  ]
  const containers = [{ name: 'c', image: 'busybox:1.36', command: ['env'], env }]
  await scene.run('it', { restartPolicy: 'Never', containers })
  await scene.until('it', ({ phase }) => phase === 'Succeeded')
  const lines = (await scene.logs('it')).split('\n')
  expect(lines.slice(1, 5)).toEqual(['HOSTNAME=it', 'Z=z', 'A=z443$(PATH)', 'KUBERNETES_SERVICE_HOST=10.100.0.1'])
})

test('a working directory is made though the root is read-only, and settings of the kernel are its own', async () => {
  using scene = await createScene()
  const text = 'pwd; touch x; cat /proc/sys/net/ipv4/ip_local_port_range; echo 1 > /proc/sys/vm/swappiness'
  const securityContext = { readOnlyRootFilesystem: true }
  await scene.run('it', {
    restartPolicy: 'Never',
    securityContext: { sysctls: [{ name: 'net.ipv4.ip_local_port_range', value: '1024 65000' }] },
    containers: script(text, { workingDir: '/made/here', securityContext }),
  })
  await scene.until('it', ({ phase }) => phase === 'Failed')
  expect(await scene.logs('it')).toBe(
    "/made/here\ntouch: x: Read-only file system\n1024\t65000\nsh: can't create /proc/sys/vm/swappiness: Read-only file system\n",
  )
})

test('what is left of a pod that was deleted and is held has no logs', async () => {
  using scene = await createScene()
  await scene.run(
    'held',
    { containers: script('echo hi; sleep 600'), terminationGracePeriodSeconds: 1 },
    { finalizers: ['example.com/hold'] },
  )
  await scene.until('held', running)
  expect(await scene.logs('held')).toBe('hi\n')
  await scene.client.delete(Pod, 'held', { namespace: 'default' })
  await scene.until('held', ({ phase }) => phase === 'Failed')
  await scene.clock.advance(1000)
  expect(await scene.logs('held')).toMatch(/^unable to retrieve container logs for containerd:\/\/[0-9a-f]{64}$/)
})
