const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="reconcile-${name}"]`)?.content

/** What the page says of itself to its scripts. */
export const thisPage = {
  /** Its slug; empty for the home page. */
  page: meta('page') ?? '',
  /** The starting state of the lab that it supposes. */
  scenario: meta('scenario'),
  hasExercise: meta('exercise') !== undefined,
}

/**
 * Whether a lab cannot serve this page: an exercise needs its own beginning; a page to read needs a cluster, and any that the
 * learner has built will do.
 */
export function beginsOtherwise(lab: { scenario: string; clusters: readonly string[] }): boolean {
  const { scenario, hasExercise } = thisPage
  return scenario !== undefined && scenario !== lab.scenario && (hasExercise || lab.clusters.length === 0)
}
