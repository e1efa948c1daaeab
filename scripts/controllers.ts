// `npm run controllers -- --kubeconfig K`: runs the product's kube-controller-manager and kube-scheduler on any API server, as its
// administrator lets them; Ctrl+C ends them. The service account key and the signing pair are those of the server's cluster.
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createConsoleLog, createIds, createSystemClock } from '#base'
import { createRemoteComponents, readKubeconfig } from '#lab'
import { readArguments } from './arguments.ts'

const USAGE = `usage: npm run controllers -- --kubeconfig K [--service-account-private-key-file F]
                            [--cluster-signing-cert-file F --cluster-signing-key-file F] [--without COMPONENT,...]`

const COMPONENTS = ['kube-controller-manager', 'kube-scheduler']

const { values, kubeconfig, wanted } = readArguments(USAGE, () => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: {
      kubeconfig: text,
      'service-account-private-key-file': text,
      'cluster-signing-cert-file': text,
      'cluster-signing-key-file': text,
      without: { ...text, default: '' },
    },
  })
  if (!values.kubeconfig) throw new RangeError('--kubeconfig says which API server')
  const left = values.without.split(',').filter(Boolean)
  const unknown = left.find((name) => !COMPONENTS.includes(name))
  if (unknown !== undefined)
    throw new RangeError(`there is no component ${unknown}; there are ${COMPONENTS.join(', ')}`)
  const wanted = COMPONENTS.filter((name) => !left.includes(name))
  return { values, kubeconfig: values.kubeconfig, wanted }
})
const tokenKey = values['service-account-private-key-file']
const [certificate, key] = [values['cluster-signing-cert-file'], values['cluster-signing-key-file']]
const readKey = (path: string) => createPrivateKey(readFileSync(path))
const remote = await createRemoteComponents({
  access: readKubeconfig(kubeconfig),
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
