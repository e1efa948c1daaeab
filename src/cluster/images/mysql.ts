import { busyboxImage, DEFAULT_PATH } from './busybox.ts'
import { defineImage, type ImageDefinition } from './image.ts'

interface Database {
  repository: string
  tags: RegExp
  sizeBytes: number
  /** The variable that names it, and the version in it. */
  version: readonly [name: string, value: string]
  /** What messages call it. */
  product: string
  server: string
  admin: string
  client: string
  /** Of these variables one must be set. */
  passwords: readonly string[]
}

const entrypoint = ({ product, server, version: [, version], passwords }: Database) => `#!/bin/sh
set -e
note() {
  echo "$(date -Iseconds) [$1] [Entrypoint]: $2"
}
if [ "\${1#-}" != "$1" ]; then
  set -- ${server} "$@"
fi
if [ "$1" = ${server} ]; then
  note Note "Entrypoint script for ${product} Server ${version} started."
  if [ ! -e /var/lib/mysql/ibdata1 ]; then
    if [ -z "${passwords.map((name) => `$${name}`).join('')}" ]; then
      note ERROR 'Database is uninitialized and password option is not specified
    You need to specify one of the following as an environment variable:
${passwords.map((name) => `    - ${name}`).join('\n')}' >&2
      exit 1
    fi
    note Note 'Initializing database files'
    ${server} --initialize-insecure
    note Note 'Database files initialized'
    note Note '${product} init process done. Ready for start up.'
  fi
fi
exec "$@"
`

function database(one: Database): ImageDefinition {
  const { repository, tags, sizeBytes, version, server, admin, client } = one
  return defineImage({
    repositories: [`docker.io/library/${repository}`, `public.ecr.aws/docker/library/${repository}`],
    tags: (tag) => tags.test(tag),
    sizeBytes,
    config: {
      entrypoint: ['docker-entrypoint.sh'],
      cmd: [server],
      env: { PATH: DEFAULT_PATH, [version[0]]: version[1] },
      ports: ['3306/tcp'],
    },
    base: busyboxImage,
    files(files) {
      files.program(`/usr/sbin/${server}`, 'mysqld')
      files.program(`/usr/bin/${admin}`, 'mysqladmin').program(`/usr/bin/${client}`, 'mysql')
      files.file('/usr/local/bin/docker-entrypoint.sh', entrypoint(one), 0o755)
      files.directory('/var/lib/mysql', 0o755, 999).directory('/var/run/mysqld', 0o755, 999)
    },
  })
}

/** `mysql` */
export const mysqlImage = database({
  repository: 'mysql',
  tags: /^(latest|lts|innovation|8|8\.[04](\.\d\d?)?|9(\.\d(\.\d)?)?)(-oracle(linux9)?)?$/,
  sizeBytes: 232_480_912,
  version: ['MYSQL_VERSION', '8.4.7-1.el9'],
  product: 'MySQL',
  server: 'mysqld',
  admin: 'mysqladmin',
  client: 'mysql',
  passwords: ['MYSQL_ROOT_PASSWORD', 'MYSQL_ALLOW_EMPTY_PASSWORD', 'MYSQL_RANDOM_ROOT_PASSWORD'],
})

/** `mariadb` */
export const mariadbImage = database({
  repository: 'mariadb',
  tags: /^(latest|lts|10|10\.(6|11)(\.\d\d?)?|11(\.[48](\.\d\d?)?)?|12(\.\d(\.\d)?)?)(-(noble|jammy|ubi\d?))?$/,
  sizeBytes: 104_329_640,
  version: ['MARIADB_VERSION', '1:11.8.5+maria~ubu2404'],
  product: 'MariaDB',
  server: 'mariadbd',
  admin: 'mariadb-admin',
  client: 'mariadb',
  passwords: [
    'MARIADB_ROOT_PASSWORD',
    'MARIADB_ROOT_PASSWORD_HASH',
    'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
    'MARIADB_RANDOM_ROOT_PASSWORD',
  ],
})
