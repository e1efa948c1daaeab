// Serves one lab on loopback without the site, for tests and tools: `npm run lab -- --dir D`.
import { parseArgs } from 'node:util'
import { createConsoleLog, createIds, createSystemClock } from '#base'
import { createHeadlessLab, loadModels, serveHeadless } from '#lab'
import { endWithUsage, readArguments } from './arguments.ts'

const USAGE = `usage: npm run lab -- --dir D [--flavor eks|vanilla] [--cluster NAME] [--nodes N] [--fake-nodes N] [--pace P] [--port P]
                    [--without COMPONENT,...]`

function readLabArguments() {
  const text = { type: 'string' } as const
  const options = { dir: text, flavor: text, cluster: text, nodes: text, 'fake-nodes': text, pace: text, port: text }
  const { values } = parseArgs({ options: { ...options, without: text } })
  const { dir, flavor = 'eks', cluster, without = '' } = values
  const count = (name: 'nodes' | 'fake-nodes' | 'port') => {
    if (/^\d*$/.test(values[name] ?? '')) return Number(values[name] ?? 0)
    throw new RangeError(`--${name} takes a number`)
  }
  const pace = Number(values.pace ?? 20)
  if (!(pace > 0)) throw new RangeError('--pace takes a number above 0')
  if (!dir) throw new RangeError('--dir says where the kubeconfig goes')
  if (flavor !== 'eks' && flavor !== 'vanilla') throw new RangeError('--flavor is eks or vanilla')
  return {
    dir,
    pace,
    port: count('port'),
    begin: {
      flavor,
      cluster,
      nodes: count('nodes'),
      fakeNodes: count('fake-nodes'),
      without: without.split(',').filter(Boolean),
    } as const,
  }
}

const { dir, pace, port, begin } = readArguments(USAGE, readLabArguments)
try {
  const clock = createSystemClock()
  const account = { accountId: '111122223333', region: 'us-west-2', models: loadModels() }
  const context = { id: 'lab', clock, ids: createIds(), log: createConsoleLog('lab') }
  const lab = await createHeadlessLab(begin, { ...context, ...account, pace })
  const { kubeconfig, proxy, env, close } = await serveHeadless(lab, { directory: dir, port, clock })
  console.log(JSON.stringify({ kubeconfig, proxy, env }))
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      lab.close()
      void close().then(() => process.exit(0))
    })
} catch (error) {
  endWithUsage(USAGE, error as Error)
}
