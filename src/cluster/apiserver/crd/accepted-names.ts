import type {
  CustomResourceDefinition,
  CustomResourceDefinitionCondition,
  CustomResourceDefinitionNames,
} from '../../resources/generated/types.ts'

type NameField = 'plural' | 'singular' | 'kind' | 'listKind'

/** What a definition's status says of its names. */
export interface NamesVerdict {
  acceptedNames: CustomResourceDefinitionNames
  conditions: Omit<CustomResourceDefinitionCondition, 'lastTransitionTime'>[]
}

/**
 * Which names a definition may have; those that others of its group have are not accepted.
 * @param others the other definitions of the group.
 */
export function acceptNames(
  definition: CustomResourceDefinition,
  others: readonly CustomResourceDefinition[],
): NamesVerdict {
  const wanted = definition.spec.names
  const before = definition.status?.acceptedNames
  const taken = others.flatMap(({ status }) => (status?.acceptedNames ? [status.acceptedNames] : []))
  const resources = new Set(
    taken.flatMap(({ plural, singular, shortNames = [] }) => [plural, singular ?? '', ...shortNames]),
  )
  const kinds = new Set(taken.flatMap(({ kind, listKind }) => [kind, listKind ?? '']))
  const accepted: CustomResourceDefinitionNames = { plural: '', kind: '', ...before }
  let problem: { reason: string; message: string } | undefined
  const accept = (field: NameField, reason: string, names: ReadonlySet<string>) => {
    const name = wanted[field] ?? ''
    if (!names.has(name) || name === before?.[field]) accepted[field] = name
    else problem = { reason, message: `${JSON.stringify(name)} is already in use` }
  }
  accept('plural', 'PluralConflict', resources)
  accept('singular', 'SingularConflict', resources)
  const clash = wanted.shortNames?.filter((name) => resources.has(name)) ?? []
  if (clash.length > 0)
    problem = {
      reason: 'ShortNamesConflict',
      message: clash.map((name) => `${JSON.stringify(name)} is already in use`).join(', '),
    }
  else if (wanted.shortNames) accepted.shortNames = wanted.shortNames
  else delete accepted.shortNames
  accept('kind', 'KindConflict', kinds)
  accept('listKind', 'ListKindConflict', kinds)
  if (wanted.categories) accepted.categories = wanted.categories
  else delete accepted.categories
  return { acceptedNames: accepted, conditions: conditionsOf(definition, problem) }
}

function conditionsOf(
  { status }: CustomResourceDefinition,
  problem: { reason: string; message: string } | undefined,
): NamesVerdict['conditions'] {
  const established = status?.conditions?.find(({ type }) => type === 'Established')
  if (problem)
    return [
      { type: 'NamesAccepted', status: 'False', ...problem },
      established?.status === 'True'
        ? established
        : { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' },
    ]
  return [
    { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' },
    {
      type: 'Established',
      status: 'True',
      reason: 'InitialNamesAccepted',
      message: 'the initial names have been accepted',
    },
  ]
}
