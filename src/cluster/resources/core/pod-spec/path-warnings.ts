import type * as types from '../../generated/types.ts'

interface Place {
  path: string
  /** What puts a file there; told only where there are several sources. */
  source: string
}

/** Files of one volume that hide each other, and sources that bring none. */
export function overlappingPathWarnings(volume: types.Volume): string[] {
  const { secret, configMap, downwardAPI, projected } = volume
  const find = (kind: string, places: readonly Place[]) => {
    const list: string[] = []
    for (const [index, place] of places.entries())
      for (const earlier of places.slice(0, index))
        if (overlap(place.path, earlier.path))
          list.push(
            `volume ${JSON.stringify(volume.name)} (${kind}): overlapping paths: ${text(place)} with ${text(earlier)}`,
          )
    return list
  }
  if (secret) return find(`Secret ${JSON.stringify(secret.secretName ?? '')}`, placesOf(secret.items))
  if (configMap) return find(`ConfigMap ${JSON.stringify(configMap.name ?? '')}`, placesOf(configMap.items))
  if (downwardAPI) return find('DownwardAPI', placesOf(downwardAPI.items))
  const sources = projected?.sources ?? []
  // Verbatim: this is said of each source that is none.
  const empty = sources.filter((source) => Object.keys(source).length === 0)
  return [
    ...empty.map(() => `volume ${JSON.stringify(volume.name)} (Projected) has no sources provided`),
    ...find('Projected', sources.flatMap(projectedPlaces)),
  ]
}

const placesOf = (items: readonly { path: string }[] = [], source = ''): Place[] =>
  items.map(({ path }) => ({ path: path.replace(/\/+$/, ''), source }))

function projectedPlaces({ secret, configMap, downwardAPI, serviceAccountToken }: types.VolumeProjection): Place[] {
  if (secret) return placesOf(secret.items, `Secret ${JSON.stringify(secret.name ?? '')}`)
  if (configMap) return placesOf(configMap.items, `ConfigMap ${JSON.stringify(configMap.name ?? '')}`)
  if (downwardAPI) return placesOf(downwardAPI.items, 'DownwardAPI')
  return serviceAccountToken ? placesOf([serviceAccountToken], 'ServiceAccountToken') : []
}

const text = ({ path, source }: Place) => JSON.stringify(path) + (source && ` (${source})`)

function overlap(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`)
}
