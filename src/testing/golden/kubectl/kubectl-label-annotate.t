$ kubectl create cm a >/dev/null; kubectl create cm b >/dev/null; kubectl label cm a b tier=web; kubectl label cm a tier=web; kubectl label cm a tier=db; kubectl label cm a tier=db --overwrite; kubectl get cm -L tier -l tier
configmap/a labeled
configmap/b labeled
configmap/a not labeled
configmap/a labeled
NAME  DATA  AGE  TIER
a  0  <age>  db
b  0  <age>  web
! error: 'tier' already has a value (web), and --overwrite is false

$ kubectl label cm --all x=1; kubectl label cm -l tier=web y=2; kubectl get cm --show-labels -l x
configmap/a labeled
configmap/b labeled
configmap/kube-root-ca.crt labeled
configmap/b labeled
NAME  DATA  AGE  LABELS
a  0  <age>  tier=db,x=1
b  0  <age>  tier=web,x=1,y=2
kube-root-ca.crt  1  <age>  x=1

$ kubectl label cm a tier-; kubectl label cm a tier-; kubectl label cm a nope- other-
configmap/a unlabeled
label "tier" not found.
configmap/a not labeled
label "nope" not found.
label "other" not found.
configmap/a not labeled

$ kubectl label cm a 'bad key=1'; kubectl label cm a 'k=bad value!'; kubectl label cm a; kubectl label cm a x; kubectl label cm a x=1 x-; kubectl label cm absent x=1; kubectl label cm a b=; kubectl label cm a "$(printf 'a%.0s' $(seq 70))=1"
configmap/a labeled
! The ConfigMap "a" is invalid: metadata.labels: Invalid value: "bad key": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
! error: invalid label value: "k=bad value!": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')
! error: at least one label update is required
! error: at least one label update is required
! error: can not both modify and remove a label in the same command
! Error from server (NotFound): configmaps "absent" not found
! The ConfigMap "a" is invalid: metadata.labels: Invalid value: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": name part must be no more than 63 bytes
[1]

$ kubectl label cm a --list; kubectl label cm a z=1 --dry-run=client; kubectl label cm a z=1 --dry-run=server; kubectl label cm a z=1 --dry-run=client -o yaml
b=
x=1
configmap/a labeled (dry run)
configmap/a labeled (server dry run)
apiVersion: v1
kind: ConfigMap
metadata:
  creationTimestamp: "<time>"
  labels:
    b: ""
    x: "1"
    z: "1"
  name: a
  namespace: g-kubectl-label-annotate
  resourceVersion: <rv>
  uid: <uid>

$ kubectl label cm a rv=1 --resource-version=1; kubectl label cm -l tier rv=1 --resource-version=1
! Error from server (Conflict): Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again
! error: --resource-version may only be used with a single resource
[1]

$ kubectl annotate cm a b note='hello world' ; kubectl annotate cm a note=x; kubectl annotate cm a note=x --overwrite; kubectl annotate cm a note-; kubectl annotate cm a example.com/x='{"a":1}'; kubectl annotate cm a --list
configmap/a annotated
configmap/b annotated
configmap/a annotated
configmap/a annotated
configmap/a annotated
example.com/x={"a":1}
! error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (hello world)

$ kubectl annotate cm a 'bad key=1'; kubectl annotate cm a -/x=1; kubectl annotate cm a A.b/c=1; kubectl annotate cm --all p=q --field-selector metadata.name=a; kubectl annotate cm a x=1 --resource-version=3
configmap/a annotated
! The ConfigMap "a" is invalid: metadata.annotations: Invalid value: "bad key": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
! error: unknown shorthand flag: '/' in -/x=1
! See 'kubectl annotate --help' for usage.
! error: cannot set --all and --field-selector at the same time
! Error from server (Conflict): Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again
[1]

$ kubectl get cm a -o jsonpath='{.metadata.annotations}{"\n"}'; kubectl describe cm a
{"A.b/c":"1","example.com/x":"{\"a\":1}"}
Name:  a
Namespace:  g-kubectl-label-annotate
Labels:  b=
              x=1
Annotations:  A.b/c: 1
              example.com/x: {"a":1}

Data
====

BinaryData
====

Events:  <none>

$ kubectl label ns $NS team=a --overwrite; kubectl get ns $NS -L team,kubernetes.io/metadata.name --no-headers; kubectl label ns $NS kubernetes.io/metadata.name=x --overwrite; kubectl label ns $NS kubernetes.io/metadata.name-; kubectl get ns $NS -L kubernetes.io/metadata.name --no-headers
namespace/g-kubectl-label-annotate labeled
g-kubectl-label-annotate  Active  <age>  a  g-kubectl-label-annotate
namespace/g-kubectl-label-annotate labeled
namespace/g-kubectl-label-annotate unlabeled
g-kubectl-label-annotate  Active  <age>  g-kubectl-label-annotate

$ kubectl run p --image=a --labels=a=b,c=d -o name; kubectl label pods --all q=1; kubectl get pods -L a,q -l 'a in (b,c),!zz,q notin (2)'; kubectl get pods -l 'a=='; kubectl get pods -l 'a in b'; kubectl get pods -l '-a'; kubectl get pods -l 'a>1'; kubectl get pods -l 'q>0'; kubectl get pods -l 'a,a=b,a!=c' -o name
pod/p
pod/p labeled
NAME  READY  STATUS  RESTARTS  AGE  A  Q
p  1/1  Running  0  <age>  b  1
NAME  READY  STATUS  RESTARTS  AGE
p  1/1  Running  0  <age>
pod/p
! No resources found in g-kubectl-label-annotate namespace.
! Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "a in b", field selector "": unable to parse requirement: found 'b' expected: '('
! Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "-a", field selector "": unable to parse requirement: <nil>: Invalid value: "-a": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
! No resources found in g-kubectl-label-annotate namespace.

$ kubectl label -f - x=y <<< '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}'; kubectl label deploy,cm a x=z --overwrite
configmap/a labeled
! error: 'x' already has a value (1), and --overwrite is false
! Error from server (NotFound): deployments.apps "a" not found
[1]
