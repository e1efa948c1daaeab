import type { Verdict } from '../../sandbox/protocol.ts'
import { strings } from '../strings.ts'
import { find } from './find.ts'

/**
 * Shows where a task stands, in its `data-status` and the word of its `.state`. `data-mistake` tells what went wrong from what has
 * only not been done yet.
 */
export function showStatus(place: HTMLElement, { status, mistake }: Pick<Verdict, 'status' | 'mistake'>): void {
  place.dataset.status = status
  place.toggleAttribute('data-mistake', mistake !== undefined)
  find(place, '.state').textContent = strings.task.states[status]
}
