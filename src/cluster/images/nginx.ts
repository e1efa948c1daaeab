import { busyboxImage, DEFAULT_PATH } from './busybox.ts'
import { defineImage, type ImageConfig } from './image.ts'
import type { ImageFiles } from './image-files.ts'

const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`

const MAIN = (pid: string) => `user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        ${pid};

events {
    worker_connections  1024;
}

http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;

    log_format  main  '$remote_addr - $remote_user [$time_local] "$request" '
                      '$status $body_bytes_sent "$http_referer" '
                      '"$http_user_agent" "$http_x_forwarded_for"';

    access_log  /var/log/nginx/access.log  main;

    sendfile        on;
    keepalive_timeout  65;

    include /etc/nginx/conf.d/*.conf;
}
`

const SITE = (port: number) => `server {
    listen       ${port};
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    error_page   500 502 503 504  /50x.html;
}
`

const TAGS =
  /^(latest|alpine|stable|mainline|perl|1|1\.\d\d(\.\d\d?)?)(-(alpine|perl|bookworm|otel|slim|alpine-slim))*$/

// Releases that exist: an image of a version that was never made cannot be pulled.
function isTag(tag: string): boolean {
  const minor = /^1\.(\d\d)/.exec(tag)?.[1]
  return TAGS.test(tag) && (minor === undefined || Number(minor) <= 29) && !/^1\.\d\d\.(1\d|\d\d)/.test(tag)
}

function build(files: ImageFiles, port: number, pid: string, uid: number): void {
  files.program('/usr/sbin/nginx', 'nginx').program('/usr/bin/curl', 'curl').program('/bin/bash', 'bash')
  files.file('/etc/nginx/nginx.conf', uid === 0 ? MAIN(pid) : MAIN(pid).replace('user  nginx;\n', ''))
  files.file('/etc/nginx/mime.types', 'types {\n    text/html html htm shtml;\n    text/css css;\n}\n')
  files.file('/etc/nginx/conf.d/default.conf', SITE(port))
  files.file('/usr/share/nginx/html/index.html', WELCOME)
  files
    .directory('/var/log/nginx', 0o755, uid)
    .directory('/var/cache/nginx', 0o755, uid)
    .directory('/docker-entrypoint.d')
  files.symlink('/dev/stdout', '/var/log/nginx/access.log').symlink('/dev/stderr', '/var/log/nginx/error.log')
  files.file('/docker-entrypoint.sh', '#!/bin/sh\nexec "$@"\n', 0o755)
}

const config = (tag: string): ImageConfig => {
  const version = /^1\.\d\d(\.\d)?/.exec(tag)?.[0] ?? '1.29.1'
  return {
    entrypoint: ['/docker-entrypoint.sh'],
    cmd: ['nginx', '-g', 'daemon off;'],
    env: { PATH: DEFAULT_PATH, NGINX_VERSION: /\.\d+\./.test(version) ? version : `${version}.5` },
    ports: ['80/tcp'],
    stopSignal: 'SIGQUIT',
  }
}

/** `nginx` */
export const nginxImage = defineImage({
  repositories: ['docker.io/library/nginx', 'public.ecr.aws/docker/library/nginx', 'public.ecr.aws/nginx/nginx'],
  tags: isTag,
  sizeBytes: 72_319_162,
  config,
  base: busyboxImage,
  files: (files) => build(files, 80, '/run/nginx.pid', 0),
})

/** `nginxinc/nginx-unprivileged`: port 8080, not as root. */
export const nginxUnprivileged = defineImage({
  repositories: ['docker.io/nginxinc/nginx-unprivileged', 'public.ecr.aws/nginx/nginx-unprivileged'],
  tags: isTag,
  sizeBytes: 72_330_921,
  config: (tag) => ({ ...config(tag), user: '101', ports: ['8080/tcp'] }),
  base: busyboxImage,
  files: (files) => build(files, 8080, '/tmp/nginx.pid', 101),
})
