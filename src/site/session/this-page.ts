const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="reconcile-${name}"]`)?.content

/** What the page says of itself to its scripts. */
export const thisPage = {
  /** Its slug; empty for the home page. */
  page: meta('page') ?? '',
  /** The starting state of the lab that it supposes. */
  scenario: meta('scenario'),
}
