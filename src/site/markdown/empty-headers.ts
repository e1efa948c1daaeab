import { defineHastPlugin } from 'satteri'

/** The corner of a table with row and column headings heads nothing: a cell, so that screen readers do not announce it. */
export function emptyHeaders() {
  return defineHastPlugin({
    name: 'empty-headers',
    element: {
      filter: ['th'],
      visit(node, context) {
        if (context.textContent(node).trim() === '') context.replaceNode(node, { ...node, tagName: 'td' })
      },
    },
  })
}
