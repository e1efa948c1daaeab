$ till() { for _ in $(seq 150); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ own() { kubectl create -f - <<X
> {apiVersion: v1, kind: ConfigMap, metadata: {name: $1, finalizers: [$3], ownerReferences: [$2]}}
> X
> }; ref() { echo "{apiVersion: v1, kind: ConfigMap, name: $1, uid: $(kubectl get cm $1 -o jsonpath={.metadata.uid})$2}"; }; names() { kubectl get cm -o jsonpath='{.items[*].metadata.name}{"\n"}'; }

$ kubectl create cm root; own a "$(ref root)"; own b "$(ref a)"; own c "$(ref b ', blockOwnerDeletion: true')"; kubectl delete cm root; till '[ "$(names)" = kube-root-ca.crt ]'; names
configmap/root created
configmap/a created
configmap/b created
configmap/c created
configmap "root" deleted from g-control-gc namespace
kube-root-ca.crt

## foreground: the owner goes last, if its dependents block it
$ kubectl create cm root; own a "$(ref root ', blockOwnerDeletion: true')" example.com/hold; own b "$(ref root)" example.com/hold; kubectl delete cm root --cascade=foreground --wait=false; till '[ -n "$(kubectl get cm a -o jsonpath={.metadata.deletionTimestamp})" ]'; kubectl get cm root -o jsonpath='{.metadata.finalizers} {.metadata.deletionGracePeriodSeconds}{"\n"}'; kubectl patch cm a --type=merge -p '{"metadata":{"finalizers":null}}'; kubectl wait cm/root --for=delete --timeout=20s >/dev/null; till '[ -n "$(kubectl get cm b -o jsonpath={.metadata.deletionTimestamp})" ]'; kubectl patch cm b --type=merge -p '{"metadata":{"finalizers":null}}'; till '[ "$(names)" = kube-root-ca.crt ]'; names
configmap/root created
configmap/a created
configmap/b created
configmap "root" deleted from g-control-gc namespace
["foregroundDeletion"] 0
configmap/a patched
configmap/b patched
kube-root-ca.crt

## orphans lose their owner
$ kubectl create cm root; own a "$(ref root)"; kubectl delete cm root --cascade=orphan; kubectl get cm a -o jsonpath='[{.metadata.ownerReferences}]{"\n"}'; kubectl delete cm a
configmap/root created
configmap/a created
configmap "root" deleted from g-control-gc namespace
[]
configmap "a" deleted from g-control-gc namespace

## two owners: one is enough to live
$ kubectl create cm r1; kubectl create cm r2; own a "$(ref r1), $(ref r2)"; kubectl delete cm r1; till '[ $(kubectl get cm a -o jsonpath={.metadata.ownerReferences[*].name} | wc -w) = 1 ]'; kubectl get cm a -o jsonpath='{.metadata.ownerReferences[*].name}{"\n"}'; kubectl delete cm r2; kubectl wait cm/a --for=delete --timeout=20s >/dev/null; names
configmap/r1 created
configmap/r2 created
configmap/a created
configmap "r1" deleted from g-control-gc namespace
r2
configmap "r2" deleted from g-control-gc namespace
kube-root-ca.crt

## an owner that never was, one of another uid, one of a kind that is not served
$ own ghost '{apiVersion: v1, kind: ConfigMap, name: nobody, uid: 11111111-2222-3333-4444-555555555555}'; kubectl wait cm/ghost --for=delete --timeout=20s >/dev/null; kubectl create cm root; own uid '{apiVersion: v1, kind: ConfigMap, name: root, uid: 11111111-2222-3333-4444-555555555555}'; kubectl wait cm/uid --for=delete --timeout=20s >/dev/null; own kind '{apiVersion: example.com/v1, kind: Thing, name: x, uid: 11111111-2222-3333-4444-555555555555}'; sleep 1; names
configmap/ghost created
configmap/root created
configmap/uid created
configmap/kind created
kind kube-root-ca.crt root

## an owner in another namespace is no owner, and a namespaced owner of a cluster's object neither
$ kubectl create ns ctl-gc-other; kubectl create cm far -n ctl-gc-other; own cross "{apiVersion: v1, kind: ConfigMap, name: far, uid: $(kubectl get cm far -n ctl-gc-other -o jsonpath={.metadata.uid})}"; till '[ -n "$(kubectl get events --field-selector reason=OwnerRefInvalidNamespace -o name)" ]'; kubectl get events --field-selector reason=OwnerRefInvalidNamespace -o custom-columns=T:.type,O:.involvedObject.kind,N:.involvedObject.name,M:.message,S:.source.component --no-headers | sed -E 's/uid: [0-9a-f-]{36}/uid: UID/'; kubectl delete ns ctl-gc-other >/dev/null; names
namespace/ctl-gc-other created
configmap/far created
configmap/cross created
Warning  ConfigMap  cross  ownerRef [v1/ConfigMap, namespace: g-control-gc, name: far, uid: UID] does not exist in namespace "g-control-gc"  garbage-collector-controller
kind kube-root-ca.crt root

$ own bad '{apiVersion: v1, kind: ConfigMap, name: root, uid: ""}'; own bad '{apiVersion: v1, kind: "", name: "", uid: z}'; own bad '{apiVersion: v1, kind: ConfigMap, name: r, uid: x, controller: true}, {apiVersion: v1, kind: ConfigMap, name: s, uid: w, controller: true}'; own bad '{apiVersion: v1, kind: Event, name: r, uid: x}'
! The ConfigMap "bad" is invalid: metadata.ownerReferences.uid: Invalid value: "": must not be empty
! The ConfigMap "bad" is invalid:
! * metadata.ownerReferences.kind: Invalid value: "": must not be empty
! * metadata.ownerReferences.name: Invalid value: "": must not be empty
! The ConfigMap "bad" is invalid: metadata.ownerReferences: Invalid value: [{"apiVersion":"v1","kind":"ConfigMap","name":"r","uid":"x","controller":true},{"apiVersion":"v1","kind":"ConfigMap","name":"s","uid":"w","controller":true}]: Only one reference can have Controller set to true. Found "true" in references for ConfigMap/r and ConfigMap/s
! The ConfigMap "bad" is invalid: metadata.ownerReferences: Invalid value: {"apiVersion":"v1","kind":"Event","name":"r","uid":"x"}: /v1, Kind=Event is disallowed from being an owner
[1]

## a deployment in the foreground: its pods first
$ kubectl create deployment web --image=nginx --replicas=2; kubectl rollout status deploy/web --timeout=30s >/dev/null; kubectl delete deploy web --cascade=foreground --timeout=60s; kubectl get rs,pods
deployment.apps/web created
deployment.apps "web" deleted from g-control-gc namespace
! No resources found in g-control-gc namespace.

$ kubectl create deployment web --image=nginx --replicas=2; kubectl rollout status deploy/web --timeout=30s >/dev/null; R=$(kubectl get rs -o name); kubectl delete deploy web --cascade=orphan; kubectl get rs -o jsonpath='{.items[0].spec.replicas} [{.items[0].metadata.ownerReferences}]{"\n"}'; kubectl create deployment web --image=nginx --replicas=2; kubectl rollout status deploy/web --timeout=30s >/dev/null; [ "$R" = "$(kubectl get rs -o name)" ] && echo adopted; kubectl delete $R --cascade=orphan >/dev/null; till '[ "$(kubectl get rs -o name)" = '$R' ] && [ "$(kubectl get rs -o jsonpath={.items[0].status.readyReplicas})" = 2 ]'; kubectl get pods -o name | wc -l; kubectl delete deploy web >/dev/null; till '[ -z "$(kubectl get pods -o name)" ]'
deployment.apps/web created
deployment.apps "web" deleted from g-control-gc namespace
2 []
deployment.apps/web created
adopted
2

## preconditions
$ api DELETE /api/v1/namespaces/$NS/configmaps/root '{"preconditions":{"uid":"1"}}' | grep -E '^HTTP|"message"' | sed -E 's/meta: [0-9a-f-]{36}/meta: UID/'; api DELETE /api/v1/namespaces/$NS/configmaps/root '{"orphanDependents":true,"propagationPolicy":"Background"}' | grep -E '^HTTP|"message"'; api DELETE /api/v1/namespaces/$NS/configmaps/root '{"propagationPolicy":"Sideways"}' | grep -E '^HTTP|"message"'; api DELETE /api/v1/namespaces/$NS/configmaps/root '{"propagationPolicy":"Orphan"}' | grep -E '^HTTP|"finalizers"|orphan|"status"'
HTTP 409 application/json
 "message": "Operation cannot be fulfilled on ConfigMap \"root\": the UID in the precondition (1) does not match the UID in record (<uid>). The object might have been deleted and then recreated",
HTTP 422 application/json
    "message": "Invalid value: \"Background\": orphanDependents and deletionPropagation cannot be both set",
 "message": "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Invalid value: \"Background\": orphanDependents and deletionPropagation cannot be both set",
HTTP 422 application/json
    "message": "Unsupported value: \"Sideways\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
 "message": "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Sideways\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
HTTP 200 application/json
  "finalizers": [
   "orphan"
