// `npm run controllers -- --kubeconfig K`: runs the product's kube-controller-manager and kube-scheduler on any API server, as its
// administrator lets them; Ctrl+C ends them. The service account key and the signing pair are those of the server's cluster.
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createConsoleLog, createIds, createSystemClock } from '#base'
import { createRemoteComponents, readKubeconfig } from '#lab'

const USAGE = `usage: npm run controllers -- --kubeconfig K [--service-account-private-key-file F]
                            [--cluster-signing-cert-file F --cluster-signing-key-file F] [--without COMPONENT,...]`

const { values } = parseArgs({
  options: {
    kubeconfig: { type: 'string' },
    'service-account-private-key-file': { type: 'string' },
    'cluster-signing-cert-file': { type: 'string' },
    'cluster-signing-key-file': { type: 'string' },
    without: { type: 'string', default: '' },
  },
})
if (!values.kubeconfig) {
  console.error(USAGE)
  process.exit(2)
}
const tokenKey = values['service-account-private-key-file']
const [certificate, key] = [values['cluster-signing-cert-file'], values['cluster-signing-key-file']]
const readKey = (path: string) => createPrivateKey(readFileSync(path))
const remote = await createRemoteComponents({
  access: readKubeconfig(values.kubeconfig),
  clock: createSystemClock(),
  ids: createIds(),
  log: createConsoleLog('controllers'),
  ...(tokenKey && { tokenKey: readKey(tokenKey).export({ format: 'jwk' }) }),
  ...(certificate &&
    key && {
      signing: {
        certificatePem: readFileSync(certificate, 'utf8'),
        privateKeyPem: readKey(key).export({ type: 'pkcs8', format: 'pem' }) as string,
      },
    }),
})
const wanted = ['kube-controller-manager', 'kube-scheduler'].filter((name) => !values.without.split(',').includes(name))
for (const name of wanted) remote.components.get(name)?.start()
console.log(`running ${wanted.join(' and ')}`)
// The clock's timers keep no process alive.
const alive = setInterval(() => undefined, 3_600_000)
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    clearInterval(alive)
    for (const name of wanted) remote.components.get(name)?.stop()
  })
}
