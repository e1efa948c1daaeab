// What is live on a page, in one script, so that a browser asks once. The elements themselves fetch what draws a terminal or a story.

// Before the terminal, which looks at once whether it is in view.
import './reconcile-workbench.ts'
import './reconcile-components.ts'
import './reconcile-submit.ts'
import './reconcile-task-list.ts'
import './reconcile-transcript.ts'
import './task/reconcile-answer.ts'
import './task/reconcile-check.ts'
import './task/reconcile-lookup.ts'
import './task/reconcile-quiz.ts'
import './terminal/reconcile-terminal.ts'
import './why/reconcile-why.ts'
