import { isReason, type Client, type Draft, type ResourceType } from '#cluster'

/** What is to happen to fields that others have set: they are taken over, left as they are, or the whole is given up. */
export type Conflicts = 'OVERWRITE' | 'PRESERVE' | 'NONE'

/**
 * Applies objects as an add-on's installer does.
 * @param find the resource of a kind.
 * @returns fields that others have set, as `KIND NAME - FIELD`; nothing has been applied then.
 */
export async function applyObjects(
  client: Client,
  objects: readonly Draft[],
  find: (apiVersion: string, kind: string) => ResourceType | undefined,
  conflicts: Conflicts = 'OVERWRITE',
): Promise<string[]> {
  const apply = async (object: Draft, dryRun: boolean) => {
    const type = find(object.apiVersion ?? '', object.kind ?? '')
    if (!type) throw new Error(`no kind ${object.kind} in ${object.apiVersion}`)
    const { name = '', namespace } = object.metadata
    const patch = JSON.parse(JSON.stringify(object)) as Parameters<Client['patch']>[2]
    await client.patch(type, name, patch, {
      ...(namespace && { namespace }),
      type: 'apply',
      fieldManager: 'eks',
      force: conflicts === 'OVERWRITE',
      ...(dryRun && { dryRun }),
    })
  }
  const found: string[] = []
  const taken = new Set<Draft>()
  for (const object of conflicts === 'OVERWRITE' ? [] : objects) {
    try {
      await apply(object, true)
    } catch (error) {
      if (!isReason(error, 'Conflict')) throw error
      taken.add(object)
      const causes = error.details?.causes ?? []
      found.push(...causes.map(({ field = '' }) => `${object.kind} ${object.metadata.name} - ${field}`))
    }
  }
  if (conflicts === 'NONE' && taken.size > 0) return found
  for (const object of objects) if (!taken.has(object)) await apply(object, false)
  return []
}
