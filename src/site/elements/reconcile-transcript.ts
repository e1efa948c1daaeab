import { strings } from '../strings.ts'
import { copyText } from './copy-text.ts'
import { requestRun } from './run-request.ts'
import type { RecordedStep } from './terminal/playback.ts'

const NOTICE_MS = 1_600

/**
 * Commands of a page: its buttons run one in the page's terminal, or copy it. The focus stays on the button.
 *
 * - `data-terminal`: which of the page's terminals, from 0.
 */
export class ReconcileTranscript extends HTMLElement {
  connectedCallback() {
    this.addEventListener('click', this)
  }

  disconnectedCallback() {
    this.removeEventListener('click', this)
  }

  /** Its commands, with what they printed when they were recorded. */
  get steps(): RecordedStep[] {
    return [...this.querySelectorAll('li')].map(readStep)
  }

  handleEvent(event: Event) {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button[data-do]') : null
    const item = button?.closest('li')
    if (!button || !item) return
    const step = readStep(item)
    if (button.dataset.do === 'copy') {
      void copyText(step.command).then(() => sayCopied(button))
      return
    }
    item.dataset.ran = ''
    requestRun({ terminal: Number(this.dataset.terminal ?? 0), step })
  }
}

function readStep(item: HTMLElement): RecordedStep {
  const text = (selector: string) => item.querySelector(selector)?.textContent ?? ''
  return {
    command: text('.command'),
    stdout: text('.stdout'),
    stderr: text('.stderr'),
    exitCode: Number(item.dataset.exitCode),
    durationMs: Number(item.dataset.durationMs),
  }
}

function sayCopied(button: HTMLElement): void {
  button.textContent = strings.transcript.copied
  setTimeout(() => (button.textContent = strings.transcript.copy), NOTICE_MS)
}

customElements.define('reconcile-transcript', ReconcileTranscript)
