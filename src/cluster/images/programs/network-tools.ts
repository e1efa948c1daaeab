import { ConnectError, type Connection } from '../../network/connection.ts'
import { LookupError } from '../../network/dns/resolver.ts'
import { Descriptor } from '../../machine/files/open-file.ts'
import { Pipe } from '../../machine/streams/pipe.ts'
import { findCommand } from '../../machine/process/executable.ts'
import { inherit, spawn } from '../../machine/process/spawn.ts'
import { fail, parseArguments, type Applet } from './applet.ts'
import { connectAny, deadline, lookup } from './sockets.ts'

/** `nc [-zvu] [-w SECONDS] HOST PORT`, `nc -l [-p] PORT [-e PROGRAM]` */
export const nc: Applet = async (process, argv) => {
  const { flags, values, operands } = parseArguments(argv.slice(1), 'zvulkw:p:e:n')
  if (flags.has('l'))
    return serve(process, argv, Number(values.get('p') ?? operands.at(-1)), values.get('e'), flags.has('k'))
  const [host, port] = operands
  if (host === undefined || port === undefined) return fail(process, argv, 'usage: nc [OPTIONS] HOST PORT')
  const limit = deadline(process, values.has('w') ? Number(values.get('w')) * 1000 : undefined)
  try {
    const ips = await lookup(process, host, limit.signal)
    if (flags.has('u')) {
      const socket = process.world.network.bind(0, (payload) => void process.write(1, payload))
      const to = { ip: ips[0]!, port: Number(port) }
      for (let chunk = await process.read(0); chunk; chunk = await process.read(0))
        process.world.network.network.send(process.world.network, socket.port, to, chunk)
      await process.sleep(Number(values.get('w') ?? 1) * 1000)
      socket.close()
      return 0
    }
    const connection = await connectAny(process, ips, Number(port), { signal: limit.signal })
    if (flags.has('v')) await process.write(2, `${host} (${ips[0]}:${port}) open\n`)
    if (flags.has('z')) {
      connection.close()
      return 0
    }
    const sending = (async () => {
      for (let chunk = await process.read(0); chunk; chunk = await process.read(0))
        await connection.write(chunk, process.signal)
      connection.end()
    })()
    sending.catch(() => connection.close())
    for await (const chunk of connection.chunks(limit.signal)) await process.write(1, chunk)
    connection.close()
    return 0
  } catch (error) {
    if (limit.expired()) return flags.has('v') ? fail(process, argv, `${host} (${port}): Connection timed out`) : 1
    if (error instanceof LookupError) return fail(process, argv, `bad address '${host}'`)
    if (error instanceof ConnectError)
      return flags.has('v') || !flags.has('z')
        ? fail(
            process,
            argv,
            `${flags.has('v') ? `${host} (${error.address.ip}:${port})` : "can't connect to remote host"}${flags.has('v') ? '' : ` (${error.address.ip})`}: ${error.message}`,
          )
        : 1
    throw error
  } finally {
    limit.cancel()
  }
}

async function serve(
  process: Parameters<Applet>[0],
  argv: readonly string[],
  port: number,
  program: string | undefined,
  again: boolean,
): Promise<number> {
  const { network } = process.world
  for (;;) {
    const accepted = Promise.withResolvers<Connection>()
    const stop = network.listen('TCP', port, { accept: accepted.resolve })
    process.signal.addEventListener('abort', stop, { once: true })
    const connection = await accepted.promise
    stop()
    if (program === undefined) {
      const sending = (async () => {
        for (let chunk = await process.read(0); chunk; chunk = await process.read(0))
          await connection.write(chunk, process.signal)
        connection.end()
      })()
      sending.catch(() => connection.close())
      for await (const chunk of connection.chunks(process.signal)) await process.write(1, chunk)
      connection.close()
      if (again) continue
      return 0
    }
    const [input, output] = [new Pipe('socket:[1]'), new Pipe('socket:[1]')]
    const descriptors = inherit(process.descriptors)
    descriptors.set(0, new Descriptor(input.reader)).set(1, new Descriptor(output.writer))
    const words = program.split(' ')
    const path = findCommand(process.files, words[0]!, process.env.get('PATH') ?? '')
    if (path === undefined) return fail(process, argv, `can't execute '${words[0]}': No such file or directory`)
    await spawn(process, path, { argv: words, descriptors })
    void (async () => {
      for await (const chunk of connection.chunks(process.signal)) await input.write(chunk)
      input.closeWriter()
    })().catch(() => input.closeWriter())
    for (
      let chunk = await output.read(65_536, process.signal);
      chunk;
      chunk = await output.read(65_536, process.signal)
    )
      await connection.write(chunk)
    connection.close()
    if (!again) return 0
  }
}

/** `ping [-c COUNT] [-W SECONDS] HOST` */
export const ping: Applet = async (process, argv) => {
  const { values, operands } = parseArguments(argv.slice(1), 'c:W:w:i:s:qn4I:')
  const [host = ''] = operands
  let ips
  try {
    ips = await lookup(process, host)
  } catch (error) {
    if (error instanceof LookupError) return fail(process, argv, `bad address '${host}'`)
    throw error
  }
  const { network: stack } = process.world
  const [ip = ''] = ips
  await process.write(1, `PING ${host} (${ip}): 56 data bytes\n`)
  const count = Number(values.get('c') ?? Infinity)
  // Addresses of Services are rules for ports only: nobody answers an echo there.
  const alive = ip.startsWith('127.') || stack.network.stackAt(ip) !== undefined
  let sent = 0
  while (sent < count) {
    if (alive) await process.write(1, `64 bytes from ${ip}: seq=${sent} ttl=254 time=0.100 ms\n`)
    sent++
    if (sent < count || !alive) await process.sleep(Number(values.get('i') ?? 1) * 1000)
  }
  const received = alive ? sent : 0
  const loss = sent === 0 ? 0 : Math.round(((sent - received) / sent) * 100)
  await process.write(
    1,
    `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${received} packets received, ${loss}% packet loss\n`,
  )
  if (alive) await process.write(1, 'round-trip min/avg/max = 0.100/0.100/0.100 ms\n')
  return Number(!alive)
}

/** `ip [-o] [-4] addr|route|link` */
export const ip: Applet = async (process, argv) => {
  const words = argv.slice(1).filter((argument) => !argument.startsWith('-'))
  const oneLine = argv.includes('-o')
  const { network } = process.world
  const what = words[0] ?? ''
  if ('address'.startsWith(what) && what.startsWith('a')) {
    const entries = [
      { index: 1, name: 'lo', address: '127.0.0.1/8', scope: 'host' },
      ...network.ips.map((address) => ({ index: 2, name: 'eth0', address: `${address}/32`, scope: 'global' })),
    ]
    for (const { index, name, address, scope } of entries) {
      const flags = name === 'lo' ? 'LOOPBACK,UP,LOWER_UP' : 'BROADCAST,MULTICAST,UP,LOWER_UP'
      if (oneLine)
        await process.write(
          1,
          `${index}: ${name}    inet ${address} scope ${scope} ${name}\\       valid_lft forever preferred_lft forever\n`,
        )
      else
        await process.write(
          1,
          `${index}: ${name}: <${flags}> mtu ${name === 'lo' ? 65536 : 9001} qdisc noqueue state ${name === 'lo' ? 'UNKNOWN' : 'UP'} \n    inet ${address} scope ${scope} ${name}\n       valid_lft forever preferred_lft forever\n`,
        )
    }
    return 0
  }
  if ('route'.startsWith(what) && what.startsWith('r')) {
    await process.write(1, 'default via 169.254.1.1 dev eth0 \n169.254.1.1 dev eth0 scope link \n')
    return 0
  }
  if ('link'.startsWith(what) && what.startsWith('l')) {
    await process.write(
      1,
      '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN \n2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9001 qdisc noqueue state UP \n',
    )
    return 0
  }
  return fail(process, argv, `invalid argument '${what}' to 'ip'`)
}

export const ifconfig: Applet = async (process) => {
  const { ip: address } = process.world.network
  await process.write(
    1,
    `eth0      Link encap:Ethernet  HWaddr 02:00:00:00:00:01  \n          inet addr:${address}  Bcast:0.0.0.0  Mask:255.255.255.255\n          UP BROADCAST RUNNING MULTICAST  MTU:9001  Metric:1\n\n` +
      'lo        Link encap:Local Loopback  \n          inet addr:127.0.0.1  Mask:255.0.0.0\n          UP LOOPBACK RUNNING  MTU:65536  Metric:1\n\n',
  )
  return 0
}

/** `netstat -tln`, `ss -tln`: what listens in the pod. */
export const netstat: Applet = async (process) => {
  await process.write(
    1,
    'Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       \n',
  )
  for (const { transport, port } of process.world.network.listening())
    await process.write(
      1,
      `${transport.toLowerCase().padEnd(5)}      0      0 ${`0.0.0.0:${port}`.padEnd(23)} ${'0.0.0.0:*'.padEnd(23)} ${transport === 'UDP' ? '' : 'LISTEN'}\n`,
    )
  return 0
}
