import { TaskElement } from './task-element.ts'

/** A task over the state of the learner's account and clusters: it turns green by itself. */
class ReconcileCheck extends TaskElement {}

customElements.define('reconcile-check', ReconcileCheck)
