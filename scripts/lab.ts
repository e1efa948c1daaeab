// Serves one lab on loopback without the site, for tests and tools: `npm run lab -- --dir D`.
import { parseArgs } from 'node:util'
import { createConsoleLog, createIds, createSystemClock } from '#base'
import { createLab, loadModels, serveHeadless } from '#lab'

const USAGE = `usage: npm run lab -- --dir D [--flavor eks|vanilla] [--cluster NAME] [--nodes N] [--fake-nodes N] [--pace P] [--port P]
                    [--without COMPONENT,...]`

const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    flavor: { type: 'string', default: 'eks' },
    cluster: { type: 'string' },
    nodes: { type: 'string', default: '0' },
    'fake-nodes': { type: 'string', default: '0' },
    pace: { type: 'string', default: '20' },
    port: { type: 'string', default: '0' },
    without: { type: 'string', default: '' },
  },
})
const { dir, flavor } = values
const [nodes, fakeNodes, pace, port] = [values.nodes, values['fake-nodes'], values.pace, values.port].map(Number) as [
  number,
  number,
  number,
  number,
]
if (!dir || (flavor !== 'eks' && flavor !== 'vanilla') || ![nodes, fakeNodes, pace, port].every((n) => n >= 0)) {
  console.error(USAGE)
  process.exit(2)
}

const clock = createSystemClock()
const lab = await createLab({
  id: 'lab',
  clock,
  ids: createIds(),
  log: createConsoleLog('lab'),
  pace,
  accountId: '111122223333',
  region: 'us-west-2',
  models: loadModels(),
})
if (flavor === 'vanilla')
  await lab.addPlainCluster(values.cluster ?? 'lab', {
    fakeNodes,
    nodes,
    without: values.without.split(',').filter(Boolean),
  })
const served = await serveHeadless(lab, { directory: dir, port, clock })
const { kubeconfig, proxy, env } = served
console.log(JSON.stringify({ kubeconfig, proxy, env }))

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    lab.close()
    void served.close().then(() => process.exit(0))
  })
}
