import { invalid } from '../apimachinery/errors.ts'
import { FieldErrors } from '../apimachinery/field-errors.ts'
import type { RequestContext } from './core.ts'
import type { ResourceRequest } from './resource-request.ts'

const VALIDATIONS = ['Ignore', 'Warn', 'Strict'] as const
const OPTIONS_KIND: Readonly<Record<string, string>> = {
  create: 'CreateOptions',
  update: 'UpdateOptions',
  patch: 'PatchOptions',
}
const MAX_MANAGER_LENGTH = 128

/**
 * The circumstances that a request's query and headers set.
 * @throws StatusError Invalid for options that mean nothing.
 */
export function requestContext({ request, query, info, user }: ResourceRequest): RequestContext {
  const agent = request.headers['user-agent'] ?? ''
  const command = request.headers['kubectl-command']
  const run = request.headers['kubectl-session']
  const context: RequestContext = {
    user,
    origin: { actor: user.name, agent, ...(command && { command }), ...(run && { run }) },
    dryRun: query.get('dryRun') === 'All',
    fieldManager: query.get('fieldManager') || managerOf(agent),
    fieldValidation: 'Warn',
    sentOptions: sentOptions(query),
    warnings: [],
  }
  const kind = OPTIONS_KIND[info.verb]
  if (!kind) return context
  const errors = new FieldErrors()
  const manager = query.get('fieldManager') ?? ''
  const applies = info.verb === 'patch' && isApply(request.headers['content-type'])
  if (applies && !manager) errors.at('fieldManager').required('is required for apply patch')
  checkDryRun(query, errors)
  if (manager.length > MAX_MANAGER_LENGTH) errors.at('fieldManager').tooLong(MAX_MANAGER_LENGTH)
  else checkPrintable(manager, errors.at('fieldManager'))
  if (query.get('force') !== null && info.verb === 'patch' && !applies)
    errors.at('force').forbidden('may not be specified for non-apply patch')
  const validation = query.get('fieldValidation')
  if (validation) {
    const found = VALIDATIONS.find((value) => value === validation)
    if (found) context.fieldValidation = found
    else errors.at('fieldValidation').notSupported(validation, ['', ...VALIDATIONS].sort())
  }
  if (errors.list.length > 0) throw invalid({ group: 'meta.k8s.io', kind }, '', errors.list)
  return context
}

function checkPrintable(manager: string, errors: FieldErrors): void {
  const index = manager.search(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u)
  if (index < 0) return
  const name = manager.codePointAt(index)!.toString(16).toUpperCase().padStart(4, '0')
  errors.invalid(manager, `invalid character U+${name} (at position ${index})`)
}

function sentOptions(query: URLSearchParams): Record<string, unknown> {
  const dryRun = query.getAll('dryRun')
  const manager = query.get('fieldManager')
  const validation = query.get('fieldValidation')
  return {
    ...(dryRun.length > 0 && { dryRun }),
    ...(manager && { fieldManager: manager }),
    ...(validation && { fieldValidation: validation }),
  }
}

const isApply = (contentType = '') => contentType.startsWith('application/apply-patch+yaml')

function checkDryRun(query: URLSearchParams, errors: FieldErrors): void {
  const values = query.getAll('dryRun')
  if (values.some((value) => value !== 'All')) errors.at('dryRun').notSupported(values, ['All'])
}

/** The name under which a program that gives none owns fields: what its `User-Agent` begins with. */
function managerOf(agent: string): string {
  return agent.split('/')[0] || 'unknown'
}
