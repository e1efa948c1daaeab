/** What the kernel lets the processes of one container do. */
export interface Privileges {
  /** Capabilities as the kernel numbers them: bit n is capability n. */
  capabilities: bigint
  /** Programs cannot get more rights than who starts them. */
  noNewPrivileges: boolean
  /** -1000 (never) to 1000 (first): who is killed when the machine has no memory left. */
  oomScoreAdjust: number
}

/** By number. */
export const CAPABILITIES = [
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'LINUX_IMMUTABLE',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_ADMIN',
  'NET_RAW',
  'IPC_LOCK',
  'IPC_OWNER',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_CHROOT',
  'SYS_PTRACE',
  'SYS_PACCT',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_NICE',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'MKNOD',
  'LEASE',
  'AUDIT_WRITE',
  'AUDIT_CONTROL',
  'SETFCAP',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'SYSLOG',
  'WAKE_ALARM',
  'BLOCK_SUSPEND',
  'AUDIT_READ',
  'PERFMON',
  'BPF',
  'CHECKPOINT_RESTORE',
] as const

export type Capability = (typeof CAPABILITIES)[number]

/** The bits of some capabilities; names that the kernel does not have are left out. */
export function capabilityBits(names: Iterable<string>): bigint {
  let bits = 0n
  for (const name of names) {
    const number = (CAPABILITIES as readonly string[]).indexOf(name)
    if (number >= 0) bits |= 1n << BigInt(number)
  }
  return bits
}

/** All that there are. */
export const ALL_CAPABILITIES = capabilityBits(CAPABILITIES)
