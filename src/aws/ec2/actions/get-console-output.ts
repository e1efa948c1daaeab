import { defineAction } from '../../define.ts'
import { findInstances } from '../find.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html */
export const getConsoleOutput = defineAction<{ InstanceId: string; Latest?: boolean }>({
  name: 'GetConsoleOutput',
  handle(call, { InstanceId }) {
    const [instance] = findInstances(call, [InstanceId])
    const host = instance!.PrivateDnsName
    const lines = [
      'Amazon Linux 2023.11.20260413',
      `[    1.204117] systemd[1]: Hostname set to <${host}>.`,
      '[    4.881630] cloud-init[1742]: Cloud-init v. 22.2.2 running.',
      '[    7.310442] nodeadm[1801]: {"level":"info","msg":"Ensuring daemon is running..","name":"kubelet"}',
      `${host.split('.')[0]} login: `,
    ]
    return {
      InstanceId,
      Output: btoa(instance!.state === 'pending' ? '' : lines.join('\r\n')),
      Timestamp: call.account.clock.now(),
    }
  },
})
