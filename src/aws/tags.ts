/** A tag as EC2, IAM, Auto Scaling and Elastic Load Balancing write it. */
export interface Tag {
  Key: string
  Value: string
}

/** `existing` with `added` laid over it; a tag that is already there keeps its place. */
export function mergeTags(existing: readonly Tag[], added: readonly Partial<Tag>[] = []): Tag[] {
  const merged = new Map(existing.map((tag) => [tag.Key, tag.Value]))
  for (const tag of added) merged.set(tag.Key ?? '', tag.Value ?? '')
  return [...merged].map(([Key, Value]) => ({ Key, Value }))
}

/** `existing` without the given keys. */
export const removeTags = (existing: readonly Tag[], keys: readonly string[]): Tag[] =>
  existing.filter((tag) => !keys.includes(tag.Key))
