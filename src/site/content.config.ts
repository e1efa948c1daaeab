import { docsSchema } from '@astrojs/starlight/schema'
import { defineCollection, type SchemaContext } from 'astro:content'
import { glob } from 'astro/loaders'
import { pageFields } from '#course'

/** Starlight's front matter and the course's; only the home page, which is in no chapter, has Starlight's alone. */
const pageSchema = (context: SchemaContext) =>
  docsSchema({ extend: pageFields.partial() })(context).superRefine((data, check) => {
    if (data.template === 'splash') return
    const { error } = pageFields.safeParse(data)
    for (const { path, message } of error?.issues ?? []) check.addIssue({ code: 'custom', path, message })
  })

export const collections = {
  docs: defineCollection({ loader: glob({ base: './content/docs', pattern: '**/*.mdx' }), schema: pageSchema }),
}
