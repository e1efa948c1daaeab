import { defineRouteMiddleware } from '@astrojs/starlight/route-data'

/** Tells the scripts of a page which page it is and what state of the lab it needs. */
export const onRequest = defineRouteMiddleware((context) => {
  const { entry, head, siteTitle } = context.locals.starlightRoute
  const { scenario } = entry.data
  const page = entry.id === '404' ? '' : entry.id
  head.push({ tag: 'meta', attrs: { name: 'reconcile-page', content: page } })
  if (scenario) head.push({ tag: 'meta', attrs: { name: 'reconcile-scenario', content: scenario } })
  // The home page is called like the site; once is enough.
  const title = head.find(({ tag }) => tag === 'title')
  if (title && entry.data.title === siteTitle) title.content = siteTitle
})
