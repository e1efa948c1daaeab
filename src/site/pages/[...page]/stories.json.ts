import type { APIRoute, GetStaticPaths } from 'astro'

const FOLDER = '../../../../content/docs/'
const files = import.meta.glob('../../../../content/docs/**/stories.json', { eager: true, import: 'default' })

/** Each page's recorded stories, in a file of their own: a page is not heavier for what few ask. */
export const getStaticPaths: GetStaticPaths = () =>
  Object.entries(files).map(([path, stories]) => {
    const page = path.slice(FOLDER.length, -'/stories.json'.length)
    return { params: { page: page === 'index' ? undefined : page }, props: { stories } }
  })

export const GET: APIRoute = ({ props }) => Response.json(props.stories)
