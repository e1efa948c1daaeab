$ till() { for _ in $(seq 150); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ cm() { kubectl create -f - <<X
> {apiVersion: v1, kind: ConfigMap, metadata: {name: $1, ownerReferences: [$2], $3 labels: {gc: x}}}
> X
> }; uid() { kubectl get $1 -o jsonpath='{.metadata.uid}'; }; ref() { echo "{apiVersion: v1, kind: ConfigMap, name: $1, uid: $(uid cm/$1) $2}"; }; left() { kubectl get cm -l gc=x -o name | sort | xargs; }

$ cm top; cm mid "$(ref top)"; cm leaf "$(ref mid)"; left; kubectl delete cm top; till '[ -z "$(left)" ]'; left
configmap/top created
configmap/mid created
configmap/leaf created
configmap/leaf configmap/mid configmap/top
configmap "top" deleted from g-control-gc-owners namespace

## orphaned, in the background, in the foreground
$ cm top; cm mid "$(ref top)"; kubectl delete cm top --cascade=orphan; till '! kubectl get cm top'; kubectl get cm mid -o jsonpath='[{.metadata.ownerReferences}]{"\n"}'; kubectl delete cm mid >/dev/null; cm top; cm mid "$(ref top ', blockOwnerDeletion: true')" 'finalizers: [example.com/hold],'; cm free "$(ref top)"; kubectl delete cm top --cascade=foreground --wait=false; till '[ -n "$(kubectl get cm mid -o jsonpath={.metadata.deletionTimestamp})" ]'; till '! kubectl get cm free'; kubectl get cm top -o jsonpath='{.metadata.finalizers}{"\n"}'; left; kubectl patch cm mid --type=merge -p '{"metadata":{"finalizers":null}}' >/dev/null; till '[ -z "$(left)" ]'; left
configmap/top created
configmap/mid created
configmap "top" deleted from g-control-gc-owners namespace
[]
configmap/top created
configmap/mid created
configmap/free created
configmap "top" deleted from g-control-gc-owners namespace
["foregroundDeletion"]
configmap/mid configmap/top

## one that does not block is not waited for
$ cm top; cm slow "$(ref top)" 'finalizers: [example.com/hold],'; kubectl delete cm top --cascade=foreground; left; kubectl patch cm slow --type=merge -p '{"metadata":{"finalizers":null}}' >/dev/null; till '[ -z "$(left)" ]'; left
configmap/top created
configmap/slow created
configmap "top" deleted from g-control-gc-owners namespace
configmap/slow

## two owners: one is enough
$ cm o1; cm o2; cm both "$(ref o1),$(ref o2)"; kubectl delete cm o1 >/dev/null; till '[ "$(kubectl get cm both -o json | jq ".metadata.ownerReferences | length")" = 1 ]'; kubectl get cm both -o jsonpath='{.metadata.ownerReferences[*].name}{"\n"}'; kubectl delete cm o2 >/dev/null; till '[ -z "$(left)" ]'; left
configmap/o1 created
configmap/o2 created
configmap/both created
o2

## owners that never were, that are of another kind, that have another id
$ cm ghost '{apiVersion: v1, kind: ConfigMap, name: nobody, uid: 11111111-1111-1111-1111-111111111111}'; till '! kubectl get cm ghost'; left; cm o1; cm twin "{apiVersion: v1, kind: ConfigMap, name: o1, uid: 22222222-2222-2222-2222-222222222222}"; till '! kubectl get cm twin'; left; cm odd "{apiVersion: v1, kind: Secret, name: o1, uid: $(uid cm/o1)}"; till '! kubectl get cm odd'; left
configmap/ghost created

configmap/o1 created
configmap/twin created
configmap/o1
configmap/odd created
configmap/o1

$ cm unk '{apiVersion: example.com/v1, kind: Unknown, name: x, uid: 33333333-3333-3333-3333-333333333333}'; sleep 2; left; kubectl get events --field-selector involvedObject.name=unk -o custom-columns=T:.type,R:.reason,M:.message --no-headers; kubectl delete cm unk >/dev/null
configmap/unk created
configmap/o1 configmap/unk

## an owner in another namespace is not there
$ kubectl create ns ctl-gco >/dev/null; kubectl create cm far -n ctl-gco; cm near "{apiVersion: v1, kind: ConfigMap, name: far, uid: $(kubectl get cm far -n ctl-gco -o jsonpath={.metadata.uid})}"; till '! kubectl get cm near'; left; kubectl get cm far -n ctl-gco -o name; kubectl get events -A -o json | jq -cS '.items[] | select(.reason=="OwnerRefInvalidNamespace") | select(.involvedObject.name=="near") | [.type,.reason,.involvedObject.kind,.involvedObject.name,.source.component, (.message | sub("[0-9a-f-]{36}";"UID"))]'; kubectl delete ns ctl-gco >/dev/null
configmap/far created
configmap/near created
configmap/o1
configmap/far
["Warning","OwnerRefInvalidNamespace","ConfigMap","near","garbage-collector-controller","ownerRef [v1/ConfigMap, namespace: g-control-gc-owners, name: far, uid: UID] does not exist in namespace \"g-control-gc-owners\""]

## a thing of the cluster can own, and is not owned by a namespaced one
$ kubectl create clusterrole ctl-gco --verb=get --resource=pods; cm byrole "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, name: ctl-gco, uid: $(uid clusterrole/ctl-gco)}"; sleep 1; left; kubectl delete clusterrole ctl-gco; till '! kubectl get cm byrole'; left; kubectl create -f - <<X
> {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: ctl-gco2, ownerReferences: [$(ref o1)]}, rules: []}
> X
> till 'kubectl get events -A -o json | grep OwnerRefInvalid | grep -q .; kubectl get events -n default -o json | jq -e ".items[] | select(.involvedObject.name==\"ctl-gco2\")"'; kubectl get events -A -o json | jq -cS '.items[] | select(.involvedObject.name=="ctl-gco2") | [.type,.reason,.metadata.namespace, (.message | sub("[0-9a-f-]{36}";"UID"))]'; kubectl get clusterrole ctl-gco2 -o name; kubectl delete clusterrole ctl-gco2
clusterrole.rbac.authorization.k8s.io/ctl-gco created
configmap/byrole created
configmap/byrole configmap/o1
clusterrole.rbac.authorization.k8s.io "ctl-gco" deleted
configmap/o1
clusterrole.rbac.authorization.k8s.io/ctl-gco2 created
["Warning","OwnerRefInvalidNamespace","default","ownerRef [v1/ConfigMap, namespace: , name: o1, uid: UID] does not exist in namespace \"\""]
clusterrole.rbac.authorization.k8s.io/ctl-gco2
clusterrole.rbac.authorization.k8s.io "ctl-gco2" deleted

## what may be written
$ cm bad '{apiVersion: v1, kind: ConfigMap, name: x}'; cm bad '{apiVersion: v1, kind: ConfigMap, uid: x}'; cm bad '{apiVersion: "", kind: "", name: x, uid: x}'; cm bad '{apiVersion: v1, kind: Event, name: x, uid: x}'; cm bad '{apiVersion: v1, kind: A, name: x, uid: x, controller: true},{apiVersion: v1, kind: B, name: y, uid: y, controller: true}'
! The ConfigMap "bad" is invalid: metadata.ownerReferences.uid: Invalid value: "": must not be empty
! The ConfigMap "bad" is invalid: metadata.ownerReferences.name: Invalid value: "": must not be empty
! The ConfigMap "bad" is invalid:
! * metadata.ownerReferences.apiVersion: Invalid value: "": version must not be empty
! * metadata.ownerReferences.kind: Invalid value: "": must not be empty
! The ConfigMap "bad" is invalid: metadata.ownerReferences: Invalid value: {"apiVersion":"v1","kind":"Event","name":"x","uid":"x"}: /v1, Kind=Event is disallowed from being an owner
! error: unable to decode "STDIN": json: cannot unmarshal bool into Go struct field OwnerReference.metadata.ownerReferences.name of type string
[1]

$ kubectl create deployment d --image=nginx --replicas=2 >/dev/null; kubectl rollout status deploy/d --timeout=20s | tail -1; kubectl delete deploy d --cascade=foreground --wait=false; till '! kubectl get deploy d'; kubectl get deploy,rs,pods -l app=d -o name; kubectl get rs,pods -o name; api DELETE "/apis/apps/v1/namespaces/$NS/deployments/none?propagationPolicy=Foreground" | head -1; api DELETE "/api/v1/namespaces/$NS/configmaps/o1" '{"propagationPolicy":"Sideways"}' | head -30; api DELETE "/api/v1/namespaces/$NS/configmaps/o1" '{"propagationPolicy":"Orphan","orphanDependents":true}' | head -30
deployment "d" successfully rolled out
deployment.apps "d" deleted from g-control-gc-owners namespace
HTTP 404 application/json
HTTP 422 application/json
{
 "apiVersion": "v1",
 "code": 422,
 "details": {
  "causes": [
   {
    "field": "propagationPolicy",
    "message": "Unsupported value: \"Sideways\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
    "reason": "FieldValueNotSupported"
   }
  ],
  "group": "meta.k8s.io",
  "kind": "DeleteOptions"
 },
 "kind": "Status",
 "message": "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Sideways\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
 "metadata": {},
 "reason": "Invalid",
 "status": "Failure"
}
HTTP 422 application/json
{
 "apiVersion": "v1",
 "code": 422,
 "details": {
  "causes": [
   {
    "field": "propagationPolicy",
    "message": "Invalid value: \"Orphan\": orphanDependents and deletionPropagation cannot be both set",
    "reason": "FieldValueInvalid"
   }
  ],
  "group": "meta.k8s.io",
  "kind": "DeleteOptions"
 },
 "kind": "Status",
 "message": "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Invalid value: \"Orphan\": orphanDependents and deletionPropagation cannot be both set",
 "metadata": {},
 "reason": "Invalid",
 "status": "Failure"
}

$ kubectl delete cm -l gc=x; left
configmap "o1" deleted from g-control-gc-owners namespace
