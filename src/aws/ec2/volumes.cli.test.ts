import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAwsCli, type AwsCli } from '../../testing/aws/aws-cli.ts'
import { startAwsServer, type AwsServer } from '../../testing/aws/aws-server.ts'

let server: AwsServer
let cli: AwsCli
beforeAll(async () => {
  server = await startAwsServer({ pace: 1000 })
  cli = await createAwsCli(server)
})
afterAll(async () => {
  await cli[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

async function ec2(...args: string[]): Promise<string> {
  const { stdout, stderr, status } = await cli.run(['ec2', ...args, '--output', 'text'])
  expect([status, stderr]).toEqual([0, ''])
  return stdout.trim()
}

async function refused(...args: string[]): Promise<string> {
  const { stderr, stdout, status } = await cli.run(['ec2', ...args])
  expect([status, stdout]).toEqual([255, ''])
  return /\((\w+(?:\.\w+)*)\)[^:]*: (.*)/.exec(stderr)!.slice(1).join(': ')
}

test('a volume is made, changed, found by its tags and deleted, with the real CLI', async () => {
  const zone = ['--availability-zone', 'us-west-2a']
  expect(await refused('create-volume', '--size', '4')).toContain('MissingParameter')
  expect(await refused('create-volume', '--size', '4', '--availability-zone', 'us-west-2z')).toBe(
    "InvalidZone.NotFound: The zone 'us-west-2z' does not exist.",
  )
  const tags = ['--tag-specifications', 'ResourceType=volume,Tags=[{Key=team,Value=a}]']
  const made = await ec2(
    'create-volume',
    '--size',
    '4',
    ...zone,
    '--volume-type',
    'gp3',
    ...tags,
    '--query',
    'VolumeId',
  )
  await ec2('wait', 'volume-available', '--volume-ids', made)
  const shown = ['--query', 'Volumes[].[Size,VolumeType,Iops,Throughput,State]']
  expect(await ec2('describe-volumes', '--filters', 'Name=tag:team,Values=a', ...shown)).toBe(
    '4\tgp3\t3000\t125\tavailable',
  )
  expect(await refused('modify-volume', '--volume-id', made, '--size', '2')).toBe(
    'InvalidParameterValue: New size cannot be smaller than existing size',
  )
  await ec2('modify-volume', '--volume-id', made, '--size', '40', '--volume-type', 'gp2')
  expect(await ec2('describe-volumes', '--volume-ids', made, ...shown)).toBe('40\tgp2\t120\tNone\tavailable')
  const change = 'VolumesModifications[].[OriginalSize,TargetSize,TargetVolumeType]'
  expect(await ec2('describe-volumes-modifications', '--volume-ids', made, '--query', change)).toBe('4\t40\tgp2')
  expect(await refused('detach-volume', '--volume-id', made)).toBe(
    `IncorrectState: Volume '${made}' is in the 'available' state.`,
  )
  await ec2('delete-volume', '--volume-id', made)
  await ec2('wait', 'volume-deleted', '--volume-ids', made)
})
