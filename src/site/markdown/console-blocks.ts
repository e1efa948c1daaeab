import { defineMdastPlugin } from 'satteri'

const COMPONENT = 'Transcript'
const IMPORT = `import ${COMPONENT} from '#site/components/Transcript.astro'`

/** Turns each ```console fence of a page into a `Transcript`, numbered in page order as recordings number them. */
export function consoleBlocks() {
  return () => {
    let index = 0
    return defineMdastPlugin({
      name: 'console-blocks',
      code(node, context) {
        if (node.lang !== 'console') return
        const attributes = [
          { name: 'index', value: index },
          { name: 'meta', value: node.meta ?? '' },
          { name: 'text', value: node.value },
        ].map(({ name, value }) => ({
          type: 'mdxJsxAttribute' as const,
          name,
          value: { type: 'mdxJsxAttributeValueExpression' as const, value: JSON.stringify(value) },
        }))
        if (index === 0) context.insertBefore(node, { type: 'mdxjsEsm', value: IMPORT })
        index++
        context.replaceNode(node, { type: 'mdxJsxFlowElement', name: COMPONENT, attributes, children: [] })
      },
    })
  }
}
