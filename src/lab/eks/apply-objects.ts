import type { Client, Draft, ResourceType } from '#cluster'

/** Applies objects as an add-on's installer does. @param find the resource of a kind. */
export async function applyObjects(
  client: Client,
  objects: readonly Draft[],
  find: (apiVersion: string, kind: string) => ResourceType | undefined,
): Promise<void> {
  for (const object of objects) {
    const type = find(object.apiVersion ?? '', object.kind ?? '')
    if (!type) throw new Error(`no kind ${object.kind} in ${object.apiVersion}`)
    const { name = '', namespace } = object.metadata
    const patch = JSON.parse(JSON.stringify(object)) as Parameters<Client['patch']>[2]
    await client.patch(type, name, patch, {
      ...(namespace && { namespace }),
      type: 'apply',
      fieldManager: 'eks',
      force: true,
    })
  }
}
