import { defineMdastPlugin } from 'satteri'

/** Pages link to each other from the site's root (`/control-plane/etcd/`); a site below its origin's root puts its base before that. */
export function basedLinks(base: string) {
  const prefix = base.replace(/\/$/, '')
  return defineMdastPlugin({
    name: 'based-links',
    link(node, context) {
      if (prefix && node.url.startsWith('/')) context.setProperty(node, 'url', prefix + node.url)
    },
  })
}
