import { notFound } from '../../apimachinery/errors.ts'
import type { ComponentStatus } from '../../resources/generated/types.ts'
import { listText } from '../render.ts'
import { isPretty, textResponse } from '../respond.ts'
import { answer } from '../serve-resource.ts'
import { negotiate } from '../negotiate.ts'
import type { SubresourceHandler } from '../core.ts'

const WARNING = 'v1 ComponentStatus is deprecated in v1.19+'
const NAMES = ['controller-manager', 'etcd-0', 'scheduler']

/** The deprecated `componentstatuses`: computed when asked for. */
export const componentStatuses: SubresourceHandler = {
  serve(core, context, call) {
    context.warnings.push(WARNING)
    const { info, resource, query, request } = call
    const all = NAMES.map(statusOf)
    if (info.verb === 'get') {
      const found = all.find(({ metadata }) => metadata.name === info.name)
      if (!found) throw notFound({ group: '', plural: 'componentstatus' }, info.name)
      return answer(core, call, found)
    }
    const form = negotiate(request.headers.accept, 'list')
    const text = listText(resource, { items: all, resourceVersion: '' }, form, query, core.clock.now())
    return textResponse(text, { pretty: isPretty(request), yaml: form.media === 'yaml' })
  },
}

function statusOf(name: string): ComponentStatus {
  return {
    kind: 'ComponentStatus',
    apiVersion: 'v1',
    metadata: { name } as ComponentStatus['metadata'],
    conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }],
  }
}
