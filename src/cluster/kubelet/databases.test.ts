import { expect, test } from 'vitest'
import type * as types from '../resources/generated/types.ts'
import { createScene } from './testing/scene.ts'

const database = (image: string, more: Partial<types.Container> = {}): types.PodSpec => ({
  containers: [{ name: 'c', image, ...more }],
})
const ready = ({ containerStatuses }: types.PodStatus) => containerStatuses?.[0]?.ready === true
const isReady = (...command: string[]): Partial<types.Container> => ({
  readinessProbe: { exec: { command }, periodSeconds: 1 },
})
const password = (name: string) => ({ env: [{ name, value: 'secret' }] })
/** A folder of the node, as a volume that stays. */
const onVolume = (spec: types.PodSpec, mountPath: string): types.PodSpec => ({
  containers: [{ ...spec.containers[0]!, volumeMounts: [{ name: 'data', mountPath }] }],
  volumes: [{ name: 'data', hostPath: { path: '/data', type: 'DirectoryOrCreate' } }],
})

test.for([
  ['postgres:17', 'Error: Database is uninitialized and superuser password is not specified.'],
  ['mysql:8.4', '    - MYSQL_ROOT_PASSWORD'],
  ['mariadb:11.8', '    - MARIADB_ROOT_PASSWORD'],
] as const)('%s without a password says what it misses and ends', async ([image, line]) => {
  using scene = await createScene('initdb', 'mysqld')
  await scene.run('db', { ...database(image), restartPolicy: 'Never' })
  const { containerStatuses } = await scene.until('db', ({ phase }) => phase === 'Failed')
  expect(containerStatuses![0]!.state!.terminated).toMatchObject({ exitCode: 1 })
  expect((await scene.logs('db')).split('\n')).toContain(line)
})

test.for([
  [
    'postgres:18',
    'POSTGRES_PASSWORD',
    ['pg_isready', '-U', 'postgres'],
    'database system is ready to accept connections',
  ],
  ['mysql:8.4', 'MYSQL_ROOT_PASSWORD', ['mysqladmin', 'ping', '-psecret'], "Version: '8.4.7'"],
  ['mariadb:11.8', 'MARIADB_ROOT_PASSWORD', ['mariadb-admin', 'ping'], "Version: '11.8.5-MariaDB'"],
] as const)('%s initializes its files and is ready when its client says so', async ([image, name, probe, line]) => {
  using scene = await createScene('initdb', 'postgres', 'pg_isready', 'mysqld', 'mysqladmin')
  await scene.run('db', database(image, { ...password(name), ...isReady(...probe) }))
  await scene.until('db', ready)
  expect(await scene.logs('db')).toContain(line)
})

test('postgres finds its files again, and refuses a mount point that is not empty', async () => {
  using scene = await createScene('initdb', 'postgres', 'pg_isready')
  const spec = database('postgres:17', { ...password('POSTGRES_PASSWORD'), ...isReady('pg_isready') })
  for (const name of ['first', 'second']) {
    await scene.run(name, onVolume(spec, '/var/lib/postgresql/data'))
    await scene.until(name, ready)
  }
  expect(await scene.logs('second')).toContain('appears to contain a database; Skipping initialization')

  const elsewhere = {
    ...spec.containers[0]!,
    env: [...spec.containers[0]!.env!, { name: 'PGDATA', value: '/var/lib' }],
  }
  await scene.run('third', { containers: [elsewhere], restartPolicy: 'Never' })
  await scene.until('third', ({ phase }) => phase === 'Failed')
  expect(await scene.logs('third')).toContain('initdb: error: directory "/var/lib" exists but is not empty')
})

test('a server that takes more memory than its limit is killed', async () => {
  using scene = await createScene('mysqld')
  const limits = { resources: { limits: { memory: '256Mi' } } }
  const spec = database('mysql:8.4', { ...password('MYSQL_ROOT_PASSWORD'), ...limits })
  await scene.run('db', { ...spec, restartPolicy: 'Never' })
  const { containerStatuses } = await scene.until('db', ({ phase }) => phase === 'Failed')
  expect(containerStatuses![0]!.state!.terminated).toMatchObject({ exitCode: 137, reason: 'OOMKilled' })
})
