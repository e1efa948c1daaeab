import type { Process } from '../../machine/process/process.ts'
import type * as types from '../../resources/generated/types.ts'
import type { MachineFacts } from './proc-files.ts'

/** What `sysctl` names, as the machine has it. */
const SETTINGS: Readonly<Record<string, string>> = {
  'kernel.osrelease': '6.12.79-101.147.amzn2023.x86_64',
  'kernel.ostype': 'Linux',
  'kernel.pid_max': '4194304',
  'kernel.shm_rmid_forced': '0',
  'net.core.somaxconn': '4096',
  'net.ipv4.ip_forward': '1',
  'net.ipv4.ip_local_port_range': '32768\t60999',
  'net.ipv4.ip_local_reserved_ports': '',
  'net.ipv4.ip_unprivileged_port_start': '0',
  'net.ipv4.ping_group_range': '0\t2147483647',
  'net.ipv4.tcp_fin_timeout': '60',
  'net.ipv4.tcp_keepalive_intvl': '75',
  'net.ipv4.tcp_keepalive_probes': '9',
  'net.ipv4.tcp_keepalive_time': '7200',
  'net.ipv4.tcp_rmem': '4096\t131072\t6291456',
  'net.ipv4.tcp_syncookies': '1',
  'net.ipv4.tcp_wmem': '4096\t16384\t4194304',
  'vm.max_map_count': '65530',
  'vm.swappiness': '60',
}

/** `/proc/sys`: the machine's settings, and those that a pod has for itself. */
export function kernelSettings(): MachineFacts {
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([name, value]) => [
      `sys/${name.replaceAll('.', '/')}`,
      (process: Process | undefined) => `${ofPod(process, name) ?? value}\n`,
    ]),
  )
}

/** The kernel writes several values with tabs between them. */
function ofPod(process: Process | undefined, name: string): string | undefined {
  const pod = process?.world.facilities['pod'] as types.Pod | undefined
  const given = pod?.spec?.securityContext?.sysctls?.find((setting) => setting.name.replaceAll('/', '.') === name)
  return given?.value.replaceAll(/\s+/g, '\t')
}
