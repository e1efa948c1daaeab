$ till() { for _ in $(seq 150); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ kubectl create -f - <<X
> {apiVersion: v1, kind: Node, metadata: {name: ctl-dra, annotations: {kwok.x-k8s.io/node: fake}, labels: {ctl-dra: "1"}}, spec: {taints: [{key: ctl-dra, effect: NoSchedule}]}, status: {allocatable: {cpu: "4", memory: 4Gi, pods: "20"}, capacity: {cpu: "4", memory: 4Gi, pods: "20"}}}
> ---
> {apiVersion: resource.k8s.io/v1, kind: DeviceClass, metadata: {name: ctl-dra-gpu}, spec: {selectors: [{cel: {expression: 'device.driver == "gpu.example.com"'}}]}}
> ---
> {apiVersion: resource.k8s.io/v1, kind: ResourceSlice, metadata: {name: ctl-dra-slice}, spec: {driver: gpu.example.com, nodeName: ctl-dra, pool: {name: ctl-dra, generation: 1, resourceSliceCount: 1}, devices: [{name: gpu-0, attributes: {model: {string: a100}, index: {int: 0}}, capacity: {memory: {value: 40Gi}}}, {name: gpu-1, attributes: {model: {string: h100}, index: {int: 1}}, capacity: {memory: {value: 80Gi}}}]}}
> X
node/ctl-dra created
deviceclass.resource.k8s.io/ctl-dra-gpu created
resourceslice.resource.k8s.io/ctl-dra-slice created

$ claim() { kubectl create -f - <<X
> {apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: $1}, spec: {devices: {requests: [$2] $3}}}
> X
> }; pod() { kubectl create -f - <<X
> {apiVersion: v1, kind: Pod, metadata: {name: $1}, spec: {nodeSelector: {ctl-dra: "1"}, tolerations: [{key: ctl-dra, operator: Exists}], terminationGracePeriodSeconds: 0, resourceClaims: [$2], containers: [{name: c, image: nginx, resources: {claims: [{name: g}]}}]}}
> X
> }; why() { kubectl wait pod/$1 --for=condition=PodScheduled=False --timeout=20s >/dev/null; kubectl get pod $1 -o jsonpath='{.status.conditions[?(@.type=="PodScheduled")].message}{"\n"}' | sed -E "s#0/[0-9]+#0/N#g; s/[0-9]+ (node\(s\) didn.t satisfy|node\(s\) had untolerated|node\(s\) didn.t match Pod.s node|Preemption is not helpful)/N \1/g"; }; on() { kubectl wait pod/$1 --for=condition=PodScheduled --timeout=20s >/dev/null; kubectl get pod $1 -o jsonpath="{.spec.nodeName}{\"\n\"}"; }; alloc() { kubectl get resourceclaim $1 -o json | jq -cS '.status.allocation, (.status.reservedFor // [] | map(del(.uid)))'; }

$ claim one '{name: r, exactly: {deviceClassName: ctl-dra-gpu}}'; kubectl get resourceclaim one -o json | jq -cS '.spec, .status, .metadata.finalizers'; pod p1 '{name: g, resourceClaimName: one}'; on p1; alloc one; kubectl get resourceclaims; kubectl get resourceclaim one -o jsonpath='{.metadata.finalizers}{"\n"}'
resourceclaim.resource.k8s.io/one created
{"devices":{"requests":[{"exactly":{"allocationMode":"ExactCount","count":1,"deviceClassName":"ctl-dra-gpu"},"name":"r"}]}}
{}
null
pod/p1 created
ctl-dra
{"devices":{"results":[{"device":"gpu-0","driver":"gpu.example.com","pool":"ctl-dra","request":"r"}]},"nodeSelector":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["ctl-dra"]}]}]}}
[{"name":"p1","resource":"pods"}]
NAME  STATE  AGE
one  allocated,reserved  <age>
["resource.kubernetes.io/delete-protection"]

## shared by two pods, then let go
$ pod p2 '{name: g, resourceClaimName: one}'; on p2; alloc one | tail -1; kubectl delete pod p1 >/dev/null; till '[ "$(kubectl get resourceclaim one -o json | jq ".status.reservedFor | length")" = 1 ]'; alloc one | tail -1; kubectl delete resourceclaim one --wait=false; kubectl get resourceclaim one --no-headers | awk '{print $1,$2}'; kubectl delete pod p2 >/dev/null; till '! kubectl get resourceclaim one'; kubectl get resourceclaims
pod/p2 created
ctl-dra
[{"name":"p1","resource":"pods"},{"name":"p2","resource":"pods"}]
[{"name":"p2","resource":"pods"}]
resourceclaim.resource.k8s.io "one" deleted from g-control-dra namespace
one deleted,allocated,reserved
! No resources found in g-control-dra namespace.

## chosen by what they are
$ claim big '{name: r, exactly: {deviceClassName: ctl-dra-gpu, selectors: [{cel: {expression: "device.capacity[\"gpu.example.com\"].memory.compareTo(quantity(\"60Gi\")) >= 0"}}]}}'; pod p3 '{name: g, resourceClaimName: big}'; on p3; alloc big; claim big2 '{name: r, exactly: {deviceClassName: ctl-dra-gpu, selectors: [{cel: {expression: "device.attributes[\"gpu.example.com\"].model == \"h100\""}}]}}'; pod p4 '{name: g, resourceClaimName: big2}'; why p4; kubectl get resourceclaim big2 -o jsonpath='[{.status}]{"\n"}'; kubectl delete pod p3 >/dev/null; till '[ -n "$(kubectl get pod p4 -o jsonpath={.spec.nodeName})" ]'; on p4; kubectl delete pods,resourceclaims --all >/dev/null
resourceclaim.resource.k8s.io/big created
pod/p3 created
ctl-dra
{"devices":{"results":[{"device":"gpu-1","driver":"gpu.example.com","pool":"ctl-dra","request":"r"}]},"nodeSelector":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["ctl-dra"]}]}]}}
[{"name":"p3","resource":"pods"}]
resourceclaim.resource.k8s.io/big2 created
pod/p4 created
0/N nodes are available: 1 cannot allocate all claims, N node(s) didn't match Pod's node affinity/selector. still not schedulable, preemption: 0/N nodes are available: N Preemption is not helpful for scheduling.
[{}]
ctl-dra

## more than one, all, and alternatives
$ claim two '{name: r, exactly: {deviceClassName: ctl-dra-gpu, count: 2}}'; pod p5 '{name: g, resourceClaimName: two}'; on p5; alloc two; claim three '{name: r, exactly: {deviceClassName: ctl-dra-gpu, count: 3}}'; pod p6 '{name: g, resourceClaimName: three}'; why p6; kubectl delete pods,resourceclaims --all >/dev/null; claim all '{name: r, exactly: {deviceClassName: ctl-dra-gpu, allocationMode: All}}'; pod p7 '{name: g, resourceClaimName: all}'; on p7; alloc all; kubectl delete pods,resourceclaims --all >/dev/null; claim alt '{name: r, firstAvailable: [{name: many, deviceClassName: ctl-dra-gpu, count: 5}, {name: few, deviceClassName: ctl-dra-gpu, count: 1}]}'; pod p8 '{name: g, resourceClaimName: alt}'; on p8; alloc alt; kubectl delete pods,resourceclaims --all >/dev/null
resourceclaim.resource.k8s.io/two created
pod/p5 created
ctl-dra
{"devices":{"results":[{"device":"gpu-0","driver":"gpu.example.com","pool":"ctl-dra","request":"r"},{"device":"gpu-1","driver":"gpu.example.com","pool":"ctl-dra","request":"r"}]},"nodeSelector":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["ctl-dra"]}]}]}}
[{"name":"p5","resource":"pods"}]
resourceclaim.resource.k8s.io/three created
pod/p6 created
0/N nodes are available: 1 cannot allocate all claims, N node(s) didn't match Pod's node affinity/selector. still not schedulable, preemption: 0/N nodes are available: N Preemption is not helpful for scheduling.
resourceclaim.resource.k8s.io/all created
pod/p7 created
ctl-dra
{"devices":{"results":[{"device":"gpu-0","driver":"gpu.example.com","pool":"ctl-dra","request":"r"},{"device":"gpu-1","driver":"gpu.example.com","pool":"ctl-dra","request":"r"}]},"nodeSelector":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["ctl-dra"]}]}]}}
[{"name":"p7","resource":"pods"}]
resourceclaim.resource.k8s.io/alt created
pod/p8 created
ctl-dra
{"devices":{"results":[{"device":"gpu-0","driver":"gpu.example.com","pool":"ctl-dra","request":"r/few"}]},"nodeSelector":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["ctl-dra"]}]}]}}
[{"name":"p8","resource":"pods"}]

## constraints between requests, and configuration
$ claim same '{name: a, exactly: {deviceClassName: ctl-dra-gpu}}, {name: b, exactly: {deviceClassName: ctl-dra-gpu}}' ', constraints: [{matchAttribute: gpu.example.com/model}]'; pod p9 '{name: g, resourceClaimName: same}'; why p9; claim both '{name: a, exactly: {deviceClassName: ctl-dra-gpu}}, {name: b, exactly: {deviceClassName: ctl-dra-gpu}}' ', config: [{requests: [a], opaque: {driver: gpu.example.com, parameters: {mode: fast}}}]'; pod p10 '{name: g, resourceClaimName: both}'; on p10; alloc both; kubectl delete pods,resourceclaims --all >/dev/null
resourceclaim.resource.k8s.io/same created
pod/p9 created
0/N nodes are available: 1 cannot allocate all claims, N node(s) didn't match Pod's node affinity/selector. still not schedulable, preemption: 0/N nodes are available: N Preemption is not helpful for scheduling.
resourceclaim.resource.k8s.io/both created
pod/p10 created
ctl-dra
{"devices":{"config":[{"opaque":{"driver":"gpu.example.com","parameters":{"mode":"fast"}},"requests":["a"],"source":"FromClaim"}],"results":[{"device":"gpu-0","driver":"gpu.example.com","pool":"ctl-dra","request":"a"},{"device":"gpu-1","driver":"gpu.example.com","pool":"ctl-dra","request":"b"}]},"nodeSelector":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["ctl-dra"]}]}]}}
[{"name":"p10","resource":"pods"}]

## for each pod its own
$ kubectl create -f - <<X
> {apiVersion: resource.k8s.io/v1, kind: ResourceClaimTemplate, metadata: {name: tpl}, spec: {metadata: {labels: {from: tpl}}, spec: {devices: {requests: [{name: r, exactly: {deviceClassName: ctl-dra-gpu}}]}}}}
> X
> pod t1 '{name: g, resourceClaimTemplateName: tpl}'; pod t2 '{name: g, resourceClaimTemplateName: tpl}'; on t1; on t2; kubectl get resourceclaims --no-headers | sed -E 's/-g-[a-z0-9]{5}/-g-X/' | awk '{print $1,$2}'; kubectl get pod t1 -o jsonpath='{.status.resourceClaimStatuses}{"\n"}' | sed -E 's/t1-g-[a-z0-9]{5}/t1-g-X/'; kubectl get resourceclaims -o json | jq -cS '.items[0].metadata | .annotations, .labels, .generateName, (.ownerReferences[] | del(.uid))'; pod t3 '{name: g, resourceClaimTemplateName: tpl}'; why t3; kubectl delete pod t1 >/dev/null; till '[ -n "$(kubectl get pod t3 -o jsonpath={.spec.nodeName})" ]'; on t3; till '[ "$(kubectl get resourceclaims -o name | wc -l)" = 2 ]'; kubectl get resourceclaims -o name | wc -l; kubectl delete pods --all >/dev/null; till '[ -z "$(kubectl get resourceclaims -o name)" ]'; kubectl get resourceclaims
resourceclaimtemplate.resource.k8s.io/tpl created
pod/t1 created
pod/t2 created
ctl-dra
ctl-dra
t1-g-X allocated,reserved
t2-g-X allocated,reserved
[{"name":"g","resourceClaimName":"t1-g-X"}]
{"resource.kubernetes.io/pod-claim-name":"g"}
{"from":"tpl"}
"t1-g-"
{"apiVersion":"v1","controller":true,"kind":"Pod","name":"t1"}
pod/t3 created
0/N nodes are available: 1 cannot allocate all claims, N node(s) didn't match Pod's node affinity/selector. still not schedulable, preemption: 0/N nodes are available: N Preemption is not helpful for scheduling.
ctl-dra
2
! No resources found in g-control-dra namespace.

## what is not there
$ pod m1 '{name: g, resourceClaimName: nope}'; pod m2 '{name: g, resourceClaimTemplateName: nope}'; sleep 2; kubectl get pods m1 m2 -o jsonpath='{.items[*].status.conditions}{"\n"}'; till '[ -n "$(kubectl get events --field-selector involvedObject.name=m2,reason=FailedResourceClaimCreation -o name)" ]'; kubectl get events --field-selector involvedObject.name=m2 -o custom-columns=T:.type,R:.reason,M:.message,C:.reportingComponent --no-headers | sed -E "s#0/[0-9]+#0/N#g" | sort -u; claim noclass '{name: r, exactly: {deviceClassName: ctl-dra-none}}'; pod m3 '{name: g, resourceClaimName: noclass}'; why m3; claim cel '{name: r, exactly: {deviceClassName: ctl-dra-gpu, selectors: [{cel: {expression: "device.attributes[\"gpu.example.com\"].nope == \"x\""}}]}}'; pod m4 '{name: g, resourceClaimName: cel}'; why m4; kubectl delete pods,resourceclaims --all >/dev/null
pod/m1 created
pod/m2 created

Warning  FailedResourceClaimCreation  PodResourceClaim g: resource claim template "nope": resourceclaimtemplate.resource.k8s.io "nope" not found  resource_claim
resourceclaim.resource.k8s.io/noclass created
pod/m3 created
0/N nodes are available: request r: device class ctl-dra-none does not exist. no new claims to deallocate, preemption: 0/N nodes are available: N Preemption is not helpful for scheduling.
resourceclaim.resource.k8s.io/cel created
pod/m4 created
running "DynamicResources" filter plugin: claim g-control-dra/cel: selector #0: CEL runtime error: no such key: nope

$ claim bad ''; claim bad '{name: r}'; claim bad '{name: r, exactly: {deviceClassName: ctl-dra-gpu, count: -1}}'; claim bad '{name: r, exactly: {deviceClassName: ctl-dra-gpu, allocationMode: Some}}'; claim bad '{name: r, exactly: {deviceClassName: ctl-dra-gpu, allocationMode: All, count: 2}}'; claim bad '{name: R_, exactly: {deviceClassName: "A B"}}'; claim bad '{name: r, exactly: {deviceClassName: x, selectors: [{cel: {expression: "1 + 1"}}]}}'; claim bad '{name: r, exactly: {deviceClassName: x}}, {name: r, exactly: {deviceClassName: x}}'; claim bad '{name: r, exactly: {deviceClassName: x}}' ', constraints: [{requests: [q], matchAttribute: model}]'
resourceclaim.resource.k8s.io/bad created
! The ResourceClaim "bad" is invalid: spec.devices.requests[0]: Required value: exactly one of `exactly` or `firstAvailable` is required
! The ResourceClaim "bad" is invalid: spec.devices.requests[0].exactly.count: Invalid value: -1: must be greater than zero
! The ResourceClaim "bad" is invalid: spec.devices.requests[0].exactly.allocationMode: Unsupported value: "Some": supported values: "All", "ExactCount"
! The ResourceClaim "bad" is invalid: spec.devices.requests[0].exactly.count: Invalid value: 2: must not be specified when allocationMode is 'All'
! The ResourceClaim "bad" is invalid:
! * spec.devices.requests[0].name: Invalid value: "R_": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')
! * spec.devices.requests[0].exactly.deviceClassName: Invalid value: "A B": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
! The ResourceClaim "bad" is invalid: spec.devices.requests[0].exactly.selectors[0].cel.expression: Invalid value: "1 + 1": must evaluate to bool or the unknown type, not int
! The ResourceClaim "bad" is invalid: spec.devices.requests[1]: Duplicate value: "r"
! The ResourceClaim "bad" is invalid:
! * spec.devices.constraints[0].requests[0]: Invalid value: "q": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'
! * spec.devices.constraints[0].matchAttribute: Invalid value: "model": a fully qualified name must be a domain and a name separated by a slash
[1]

$ kubectl delete resourceslice ctl-dra-slice; kubectl delete deviceclass ctl-dra-gpu; kubectl delete node ctl-dra
resourceslice.resource.k8s.io "ctl-dra-slice" deleted
deviceclass.resource.k8s.io "ctl-dra-gpu" deleted
node "ctl-dra" deleted
