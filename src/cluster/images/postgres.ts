import { busyboxImage, DEFAULT_PATH } from './busybox.ts'
import { defineImage } from './image.ts'

const LATEST = 18
/** The last minor version of each major one that still is maintained. */
const VERSIONS: Readonly<Record<number, string>> = { 14: '14.20', 15: '15.15', 16: '16.11', 17: '17.7', 18: '18.1' }

/** `latest`, `17`, `17.7`, `17-alpine`, `17.7-bookworm` */
function majorOf(tag: string): number | undefined {
  const [, version] = /^(latest|1[4-8](?:\.\d\d?)?)?-?(?:alpine|bookworm|trixie)?$/.exec(tag) ?? []
  if (tag === '' || (version === undefined && !/^(alpine|bookworm|trixie)$/.test(tag))) return undefined
  return version === undefined || version === 'latest' ? LATEST : Number.parseInt(version)
}

/** From 18 on, each major version has a folder of its own below the volume. */
const dataFolder = (major: number) => `/var/lib/postgresql/${major >= 18 ? `${major}/docker` : 'data'}`

const ENTRYPOINT = `#!/bin/sh
set -e
if [ "\${1#-}" != "$1" ]; then
  set -- postgres "$@"
fi
if [ "$1" = postgres ]; then
  if [ -s "$PGDATA/PG_VERSION" ]; then
    printf '\\nPostgreSQL Database directory appears to contain a database; Skipping initialization\\n\\n'
  else
    if [ -n "$POSTGRES_PASSWORD_FILE" ]; then
      POSTGRES_PASSWORD="$(cat "$POSTGRES_PASSWORD_FILE")"
    fi
    if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
      cat >&2 <<'EOT'
Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
EOT
      exit 1
    fi
    initdb -D "$PGDATA" -U "\${POSTGRES_USER:-postgres}"
    printf '\\nPostgreSQL init process complete; ready for start up.\\n\\n'
  fi
fi
exec "$@"
`

/** `postgres` */
export const postgresImage = defineImage({
  repositories: ['docker.io/library/postgres', 'public.ecr.aws/docker/library/postgres'],
  tags: (tag) => majorOf(tag) !== undefined,
  sizeBytes: 161_032_704,
  config: (tag) => {
    const major = majorOf(tag) ?? LATEST
    return {
      entrypoint: ['docker-entrypoint.sh'],
      cmd: ['postgres'],
      env: {
        PATH: `${DEFAULT_PATH}:/usr/lib/postgresql/bin`,
        LANG: 'en_US.utf8',
        PG_MAJOR: String(major),
        PG_VERSION: VERSIONS[major]!,
        PGDATA: dataFolder(major),
      },
      ports: ['5432/tcp'],
      stopSignal: 'SIGINT',
    }
  },
  base: busyboxImage,
  files(files) {
    for (const name of ['initdb', 'postgres']) files.program(`/usr/lib/postgresql/bin/${name}`, name)
    for (const name of ['pg_isready', 'psql']) files.program(`/usr/local/bin/${name}`, name)
    files.file('/usr/local/bin/docker-entrypoint.sh', ENTRYPOINT, 0o755)
    files.directory('/var/lib/postgresql', 0o755, 999).directory('/var/lib/postgresql/data', 0o700, 999)
    files.directory('/var/run/postgresql', 0o777, 999)
  },
})
