import type { Process, Program } from '../../machine/process/process.ts'
import { startDnsServer } from '../../network/dns/dns-server.ts'
import type { KubernetesZone } from '../../network/dns/kubernetes-records.ts'
import { serveHttp } from '../../network/http/http-server.ts'
import type { NetworkNode } from '../../network/network-node.ts'
import { untilSignal } from './until-signal.ts'

/** What a node lends to the programs of the system. */
interface Facilities {
  network: NetworkNode
  zone(): KubernetesZone
  kubelet: { host: { files: { writeFile(path: string, content: string): void } } }
}

const facilitiesOf = (process: Process) => process.world.facilities as unknown as Facilities

async function untilTold(process: Process): Promise<number> {
  await untilSignal(process, 'TERM', 'INT')
  return 0
}

/** Copies the CNI plugins to the node. */
export const awsVpcCniInit: Program = async (process) => {
  await process.write(1, 'Copying CNI plugin binaries ...\nCopied all CNI plugin binaries to /host/opt/cni/bin\n')
  return 0
}

/** What the VPC CNI leaves on the node: a kubelet that finds it has a network. */
export const AWS_CNI_CONFIG = { path: '/etc/cni/net.d/10-aws.conflist', text: '{"name": "aws-cni"}\n' }

/** The address daemon of the VPC CNI: tells the kubelet that there is a network. */
export const awsVpcCni: Program = async (process) => {
  process.memoryBytes = 42_000_000
  await process.write(
    1,
    'Starting IPAM daemon in the background ... \nChecking for IPAM connectivity ... \nCopying config file ... \n',
  )
  facilitiesOf(process).kubelet.host.files.writeFile(AWS_CNI_CONFIG.path, AWS_CNI_CONFIG.text)
  await process.write(1, 'Successfully copied CNI plugin binary and config file.\n')
  return untilTold(process)
}

/** The VPC CNI's agent for NetworkPolicy: isolates the pods of its node where it is told to. What it set stays when it ends. */
export const awsNetworkPolicyAgent: Program = async (process) => {
  process.memoryBytes = 31_000_000
  const { network } = facilitiesOf(process)
  network.enforcesPolicies = process.argv.includes('--enable-network-policy=true')
  return untilTold(process)
}

/** Prepares the node and ends, or is there until it is told to end. Differs: a lab hands credentials to Pods by itself while the add-on is there. */
export const eksPodIdentityAgent: Program = async (process) => {
  process.memoryBytes = 16_000_000
  return process.argv.includes('initialize') ? 0 : untilTold(process)
}

/** Programs the node's rules for Services while it runs; without it they stay as they are. */
export const kubeProxy: Program = async (process) => {
  process.memoryBytes = 21_000_000
  const { proxy } = facilitiesOf(process).network
  proxy.start()
  process.signal.addEventListener('abort', () => proxy.stop(), { once: true })
  await process.write(
    2,
    'Using iptables Proxier\nstarting service config controller\nstarting endpointslice config controller\n',
  )
  const code = await untilTold(process)
  proxy.stop()
  return code
}

/** The cluster's DNS server. */
export const coredns: Program = async (process) => {
  process.memoryBytes = 15_000_000
  const { network } = process.world
  const ok = (port: number) =>
    serveHttp(network, { port, signal: process.signal, handler: () => Promise.resolve({ status: 200, body: 'OK' }) })
  const upstream = /^nameserver (\S+)/m.exec(process.files.readText('/etc/resolv.conf'))?.[1]
  const stops = [
    startDnsServer(network, { zone: facilitiesOf(process).zone(), ...(upstream && { upstream }) }),
    ok(8080),
    ok(8181),
  ]
  const stop = () => stops.forEach((end) => end())
  process.signal.addEventListener('abort', stop, { once: true })
  await process.write(1, '.:53\nCoreDNS-1.13.2\nlinux/amd64\n')
  const code = await untilTold(process)
  stop()
  return code
}
