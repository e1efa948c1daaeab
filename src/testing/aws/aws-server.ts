import { createServer } from 'node:http'
import { createAccount, type Account } from '#aws'
import { createConsoleLog, createIds, createSystemClock } from '#base'
import { createRecordingHost, type RecordingHost } from './recording-host.ts'
import { testModels } from './service-models.ts'
import type { AddressInfo } from 'node:net'

/** An account behind a loopback port, for real clients. */
export interface AwsServer extends AsyncDisposable {
  account: Account
  host: RecordingHost
  /** `http://127.0.0.1:PORT` */
  url: string
}

/** @param pace by how much AWS' waiting times are divided. */
export async function startAwsServer({ pace = 600 } = {}): Promise<AwsServer> {
  const host = createRecordingHost()
  const account = createAccount({
    clock: createSystemClock(),
    ids: createIds(),
    log: createConsoleLog('aws'),
    accountId: '111122223333',
    region: 'us-west-2',
    pace,
    models: testModels(),
    host,
  })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      void account
        .handle({ method: request.method!, url: request.url!, headers, body: Buffer.concat(chunks) })
        .then((answer) => response.writeHead(answer.status, answer.headers).end(answer.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    account,
    host,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      account[Symbol.dispose]()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
