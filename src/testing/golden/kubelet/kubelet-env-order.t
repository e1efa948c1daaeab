$ kubectl create configmap cm --from-literal=B_CM=b --from-literal=A_CM=a; kubectl create service clusterip zeta --tcp=80; kubectl create service clusterip alpha --tcp=443
configmap/cm created
service/zeta created
service/alpha created

$ kubectl apply -f - <<'Y'
> apiVersion: v1
> kind: Pod
> metadata: {name: p}
> spec:
>   terminationGracePeriodSeconds: 0
>   containers:
>   - {name: b, image: "busybox:1.36", command: [sleep, "3600"], envFrom: [{configMapRef: {name: cm}}], env: [{name: Z, value: z}, {name: A, value: "$(Z)-$(B_CM)"}]}
>   - {name: ng, image: "nginx:1.27", env: [{name: NGINX_VERSION, value: mine}]}
>   - {name: other, image: "nginxinc/nginx-unprivileged:1.27", env: [{name: PATH, value: "/bin:/usr/sbin:/usr/bin"}, {name: HOSTNAME, value: other}, {name: HOME, value: /tmp}]}
> Y
pod/p created

$ kubectl wait --for=condition=Ready pod/p --timeout=60s
pod/p condition met

$ kubectl exec p -c b -- env | cut -d= -f1 | grep -vE 'KUBERNETES|ZETA|ALPHA'
PATH
HOSTNAME
A_CM
B_CM
Z
A
HOME

$ kubectl exec p -c ng -- env | cut -d= -f1 | grep -vE 'KUBERNETES|ZETA|ALPHA'; kubectl exec p -c ng -- printenv NGINX_VERSION
PATH
HOSTNAME
NGINX_VERSION
HOME
mine

$ kubectl exec p -c other -- env | grep -vE 'KUBERNETES|ZETA|ALPHA'
PATH=/bin:/usr/sbin:/usr/bin
HOSTNAME=other
NGINX_VERSION=1.27.5
HOME=/tmp

$ kubectl exec p -c b -- env | grep -E '^(PATH|HOSTNAME|HOME|Z|A|A_CM|B_CM)='; kubectl exec p -c b -- env | grep -cE 'KUBERNETES|ZETA|ALPHA'
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
HOSTNAME=p
A_CM=a
B_CM=b
Z=z
A=z-b
HOME=/root
24

$ kubectl exec p -c b -- env | grep -E 'ZETA|ALPHA' | cut -d= -f1 | sort
ALPHA_PORT
ALPHA_PORT_443_TCP
ALPHA_PORT_443_TCP_ADDR
ALPHA_PORT_443_TCP_PORT
ALPHA_PORT_443_TCP_PROTO
ALPHA_SERVICE_HOST
ALPHA_SERVICE_PORT
ALPHA_SERVICE_PORT_443
ZETA_PORT
ZETA_PORT_80_TCP
ZETA_PORT_80_TCP_ADDR
ZETA_PORT_80_TCP_PORT
ZETA_PORT_80_TCP_PROTO
ZETA_SERVICE_HOST
ZETA_SERVICE_PORT
ZETA_SERVICE_PORT_80

$ kubectl exec p -c b -- sh -c 'echo $HOME $PWD $USER $SHLVL; set | grep -cE "^(IFS|PS1|OPTIND)="; cat /proc/1/environ | tr "\0" "\n" | grep -cE "^(PATH|HOSTNAME)="'
/root / 1
3
2
