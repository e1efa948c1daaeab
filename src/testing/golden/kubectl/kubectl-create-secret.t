$ kubectl create secret generic s --from-literal=user=admin --from-literal=pass='p=w d'; kubectl get secret s -o yaml
secret/s created
apiVersion: v1
data:
  pass: cD13IGQ=
  user: YWRtaW4=
kind: Secret
metadata:
  creationTimestamp: "<time>"
  name: s
  namespace: g-kubectl-create-secret
  resourceVersion: <rv>
  uid: <uid>
type: Opaque

$ kubectl get secret s; kubectl describe secret s
NAME  TYPE  DATA  AGE
s  Opaque  2  <age>
Name:  s
Namespace:  g-kubectl-create-secret
Labels:  <none>
Annotations:  <none>

Type:  Opaque

Data
====
pass:  5 bytes
user:  5 bytes

$ printf 'A=1\nB=two\n# c\n' > e.env; kubectl create secret generic e --from-env-file=e.env; kubectl get secret e -o jsonpath='{.data}{"\n"}'
secret/e created
{"A":"MQ==","B":"dHdv"}

$ kubectl create secret docker-registry reg --docker-username=u --docker-password=p --docker-email=a@b.c --docker-server=r.example.com; kubectl get secret reg -o jsonpath='{.type} {.data.\.dockerconfigjson}{"\n"}'
secret/reg created
kubernetes.io/dockerconfigjson eyJhdXRocyI6eyJyLmV4YW1wbGUuY29tIjp7InVzZXJuYW1lIjoidSIsInBhc3N3b3JkIjoicCIsImVtYWlsIjoiYUBiLmMiLCJhdXRoIjoiZFRwdyJ9fX0=

$ kubectl create secret docker-registry reg2 --docker-username=u
! error: either --from-file or the combination of --docker-username, --docker-password and --docker-server is required
[1]

$ openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -days 1 -subj /CN=x 2>/dev/null; kubectl create secret tls t --cert=c.pem --key=k.pem; kubectl get secret t
secret/t created
NAME  TYPE  DATA  AGE
t  kubernetes.io/tls  2  <age>

$ kubectl create secret tls t2 --cert=c.pem; kubectl create secret tls t2 --cert=absent --key=k.pem; echo x > bad; kubectl create secret tls t2 --cert=bad --key=bad
! error: key and cert must be specified
! error: Cannot read file absent, open absent: no such file or directory
! error: tls: failed to find any PEM data in certificate input
[1]

$ kubectl create secret generic typed --type=kubernetes.io/basic-auth --from-literal=x=y; kubectl create secret generic typed --type=kubernetes.io/basic-auth --from-literal=username=y
secret/typed created
! error: failed to create secret Secret "typed" is invalid: [data[username]: Required value, data[password]: Required value]

$ kubectl create secret generic sshk --type=kubernetes.io/ssh-auth --from-literal=x=y; kubectl create secret generic dj --type=kubernetes.io/dockerconfigjson --from-literal=.dockerconfigjson=notjson; kubectl create secret generic dc --type=kubernetes.io/dockercfg --from-literal=x=y
! error: failed to create secret Secret "sshk" is invalid: data[ssh-privatekey]: Required value
! error: failed to create secret Secret "dj" is invalid: data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character 'o' in literal null (expecting 'u')
! error: failed to create secret Secret "dc" is invalid: data[.dockercfg]: Required value
[1]

$ kubectl create secret generic satok --type=kubernetes.io/service-account-token; echo '{apiVersion: v1, kind: Secret, type: kubernetes.io/tls, metadata: {name: x}, data: {tls.crt: ""}}' | kubectl create -f -
! error: failed to create secret Secret "satok" is invalid: metadata.annotations[kubernetes.io/service-account.name]: Required value
! The Secret "x" is invalid: data[tls.key]: Required value
[1]

$ echo '{apiVersion: v1, kind: Secret, metadata: {name: x}, data: {"a b": "", c: "!!"}}' | kubectl create -f -
! Error from server (BadRequest): error when creating "STDIN": Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 0
[1]

$ echo '{apiVersion: v1, kind: Secret, metadata: {name: x}, data: {"a b": "YQ=="}, stringData: {"..": b}}' | kubectl create -f -
! The Secret "x" is invalid:
! * data[a b]: Invalid value: "a b": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')
! * data[..]: Invalid value: "..": must not be '..'
[1]

$ echo '{apiVersion: v1, kind: Secret, immutable: true, metadata: {name: im}, stringData: {a: b}}' | kubectl create -f -; kubectl patch secret im -p '{"stringData":{"a":"c"}}'; kubectl patch secret im -p '{"immutable":false}'; kubectl patch secret s -p '{"type":"other"}'
secret/im created
! The Secret "im" is invalid: data: Forbidden: field is immutable when `immutable` is set
! The Secret "im" is invalid: immutable: Forbidden: field is immutable when `immutable` is set
! The Secret "s" is invalid: type: Invalid value: "other": field is immutable
[1]

$ kubectl create secret generic s --from-literal=a=b --append-hash --dry-run=client -o name; kubectl create secret; kubectl create secret generic
secret/s-<hash>
! Create a secret with specified type.
! 
!  A docker-registry type secret is for accessing a container registry.
! 
!  A generic type secret indicate an Opaque secret type.
! 
!  A tls type secret holds TLS certificate and its associated key.
! 
! Available Commands:
!   docker-registry  Create a secret for use with a Docker registry
!   generic  Create a secret from a local file, directory, or literal value
!   tls  Create a TLS secret
! 
! Usage:
!   kubectl create secret (docker-registry | generic | tls) [options]
! 
! Use "kubectl create secret <command> --help" for more information about a given command.
! Use "kubectl options" for a list of global command-line options (applies to all commands).
! error: exactly one NAME is required, got 0
! See 'kubectl create secret generic -h' for help and examples
[1]

$ kubectl create secret generic s --from-literal=ab; kubectl create secret generic s --from-file=absent; kubectl create secret generic s --from-literal=a=b
! error: invalid literal source ab, expected key=value
! error: error reading absent: no such file or directory
! error: failed to create secret secrets "s" already exists
[1]

$ kubectl get secret --field-selector=type=Opaque -o name; kubectl get secret --field-selector type!=Opaque -o name; kubectl get secret --field-selector data=x
secret/e
secret/im
secret/s
secret/reg
secret/t
secret/typed
! Error from server (BadRequest): Unable to find "/v1, Resource=secrets" that match label selector "", field selector "data=x": field label not supported: data
[1]

$ kubectl get secret s -o go-template='{{range $k,$v := .data}}{{$k}}={{$v|base64decode}}{{"\n"}}{{end}}'
pass=p=w d
user=admin
