import type { ReadSource, SourceRequest, SourceResult } from '#course'
import type { Shell } from './shell.ts'

/** Reads what checks look at with the learner's own programs, so that a check sees what kubectl, aws and curl would show. */
export function createToolReader(shell: Shell): ReadSource {
  return async (request) => {
    const { stdout, stderr, exitCode } = await shell.run(commandFor(request))
    return exitCode === 0 ? succeeded(request, stdout) : refused(stderr)
  }
}

function commandFor(request: SourceRequest): string {
  switch (request.kind) {
    case 'kubernetes':
      return `kubectl get --raw ${quote(request.path)}`
    case 'aws':
      return `aws ${request.service} ${kebab(request.action)} --cli-input-json ${quote(JSON.stringify(request.input))} --output json`
    case 'http':
      return `curl --silent --show-error --max-time 5 --write-out '\\n%{http_code}' ${quote(request.url)}`
  }
}

function succeeded(request: SourceRequest, stdout: string): SourceResult {
  if (request.kind !== 'http') return { ok: true, status: 200, error: '', body: JSON.parse(stdout) as unknown }
  const end = stdout.lastIndexOf('\n')
  const status = Number(stdout.slice(end + 1))
  return { ok: status >= 200 && status < 300, status, error: '', body: stdout.slice(0, end) }
}

/** The reason is in parentheses in what kubectl and aws print: `Error from server (NotFound): …`, `An error occurred (NoSuchEntity) when …`. */
function refused(stderr: string): SourceResult {
  const [, reason] = /\(([A-Z]\w+)\)/.exec(stderr) ?? []
  return {
    ok: false,
    status: reason ? 400 : 0,
    error: reason ?? (stderr.trim().split('\n').at(-1) || 'failed'),
    body: null,
  }
}

const quote = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** `ListAttachedRolePolicies` as the aws CLI spells it. */
const kebab = (action: string) => action.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()
