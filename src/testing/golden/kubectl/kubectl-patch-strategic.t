$ kubectl apply -f - <<Y
> {apiVersion: apps/v1, kind: Deployment, metadata: {name: d, labels: {a: b}}, spec: {replicas: 0, selector: {matchLabels: {app: d}}, template: {metadata: {labels: {app: d}}, spec: {containers: [{name: a, image: a:1, ports: [{containerPort: 80, name: http}, {containerPort: 443}], env: [{name: A, value: "1"}, {name: B, value: "2"}], args: [x, y], volumeMounts: [{name: v, mountPath: /v}]}, {name: b, image: b:1}], volumes: [{name: v, emptyDir: {}}, {name: w, configMap: {name: c}}], tolerations: [{key: t, operator: Exists}], imagePullSecrets: [{name: s1}, {name: s2}], nodeSelector: {disk: ssd}, hostAliases: [{ip: 1.2.3.4, hostnames: [a]}]}}}}
> Y
> p() { kubectl patch deploy d -p "$1"; kubectl get deploy d -o jsonpath="{.spec$2}{'\n'}"; }
! Error from server (BadRequest): error when creating "STDIN": Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal bool into Go struct field Container.spec.template.spec.containers.args of type string

$ p '{"spec":{"template":{"spec":{"containers":[{"name":"b","image":"b:2"}]}}}}' .template.spec.containers[*].image
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ p '{"spec":{"template":{"spec":{"containers":[{"name":"a","env":[{"name":"C","value":"3"}],"args":["z"]}]}}}}' '.template.spec.containers[0].args} {.spec.template.spec.containers[0].env'
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ p '{"spec":{"template":{"spec":{"containers":[{"name":"a","env":[{"name":"B","$patch":"delete"}]}]}}}}' '.template.spec.containers[0].env'
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ p '{"spec":{"template":{"spec":{"containers":[{"name":"a","env":[{"$patch":"replace"},{"name":"Z","value":"9"}]}]}}}}' '.template.spec.containers[0].env'
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ p '{"spec":{"template":{"spec":{"volumes":[{"name":"w","$retainKeys":["name","secret"],"secret":{"secretName":"s"}}]}}}}' '.template.spec.volumes'
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ p '{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"b","image":"b:3"}]}}}}' '.template.spec.containers[*].name'
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ p '{"spec":{"template":{"spec":{"$deleteFromPrimitiveList/x":["a"]}}}}' .replicas; p '{"metadata":{"$deleteFromPrimitiveList/finalizers":["none"]}}' .replicas; kubectl patch deploy d -p '{"metadata":{"finalizers":["a.b/c","a.b/d"]}}'; kubectl patch deploy d -p '{"metadata":{"finalizers":["a.b/e"]}}'; kubectl get deploy d -o jsonpath='{.metadata.finalizers}{"\n"}'; kubectl patch deploy d -p '{"metadata":{"$deleteFromPrimitiveList/finalizers":["a.b/c","a.b/e"]}}'; kubectl get deploy d -o jsonpath='{.metadata.finalizers}{"\n"}'; kubectl patch deploy d -p '{"metadata":{"finalizers":null}}'
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ p '{"spec":{"template":{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"$patch":"delete"}]}]}}}}' '.template.spec.containers[?(@.name=="a")].ports'; p '{"spec":{"template":{"spec":{"containers":[{"name":"a","ports":[{"containerPort":443,"name":"tls"}]}]}}}}' '.template.spec.containers[?(@.name=="a")].ports'
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ p '{"spec":{"template":{"spec":{"nodeSelector":{"$patch":"replace","x":"y"}}}}}' .template.spec.nodeSelector; p '{"spec":{"template":{"spec":{"nodeSelector":{"$patch":"delete"}}}}}' .template.spec.nodeSelector; p '{"spec":{"template":{"spec":{"nodeSelector":null}}}}' .template.spec.nodeSelector
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ p '{"spec":{"template":{"spec":{"tolerations":[{"key":"u","operator":"Exists"}],"imagePullSecrets":[{"name":"s3"}],"hostAliases":[{"ip":"1.2.3.4","hostnames":["b"]},{"ip":"4.3.2.1","hostnames":["c"]}]}}}}' '.template.spec.tolerations} {.spec.template.spec.imagePullSecrets} {.spec.template.spec.hostAliases'
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ p '{"spec":{"strategy":{"type":"Recreate"}}}' .strategy; p '{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}' .strategy; p '{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":2}}}}' .strategy
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ p '{"spec":{"template":{"spec":{"containers":[{"image":"x"}]}}}}' .replicas; p '{"spec":{"template":{"spec":{"containers":[{"name":"a","$patch":"nope"}]}}}}' .replicas; p '{"spec":{"$patch":"nope"}}' .replicas; p '{"spec":{"template":{"spec":{"containers":"x"}}}}' .replicas; p '{"spec":{"replicas":"x"}}' .replicas
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ p '{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"b"}],"containers":[{"name":"zz","image":"b:3"}]}}}}' .replicas; p '{"spec":{"template":{"spec":{"$retainKeys":["nope"]}}}}' .replicas; p '{"spec":{"template":{"spec":{"containers":[{"name":"a","$retainKeys":["name"],"image":"a:9"}]}}}}' .replicas
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ p '{' .replicas; p '[]' .replicas; p '"x"' .replicas; p 'spec: {replicas: 0}' .replicas; p '' .replicas; kubectl patch deploy d -p '{}'; kubectl patch deploy d; kubectl patch deploy absent -p '{}'; kubectl patch deploy d -p '{"spec":{"template":{"spec":{"containers":[{"name":"a","volumeMounts":[{"mountPath":"/v","$patch":"delete"}]}]}}}}'
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! error: must specify --patch or --patch-file containing the contents of the patch
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! error: must specify --patch or --patch-file containing the contents of the patch
! Error from server (NotFound): deployments.apps "absent" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ kubectl patch deploy d -p '{"spec":{"template":{"spec":{"containers":[{"$patch":"replace"},{"name":"only","image":"o:1"}]}}}}'; kubectl get deploy d -o jsonpath='{.spec.template.spec.containers[*].name}{"\n"}'; kubectl patch deploy d -p '{"metadata":{"labels":{"$patch":"replace","c":"d"},"annotations":null}}'; kubectl get deploy d -o jsonpath='{.metadata.labels} {.metadata.annotations}{"\n"}' 
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ kubectl patch -f - -p '{"metadata":{"labels":{"z":"1"}}}' <<< '{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}}'; echo '{"metadata":{"labels":{"z":"2"}}}' > p.json; kubectl patch deploy d --patch-file p.json; kubectl patch deploy d --patch-file p.json -p '{}'; kubectl patch deploy d --local -p '{}' ; kubectl get deploy d -o yaml | kubectl patch --local -f - -p '{"spec":{"replicas":7}}' -o jsonpath='{.spec.replicas}{"\n"}'; kubectl patch deploy d -p '{"spec":{"paused":true}}' --dry-run=server -o jsonpath='{.spec.paused}{"\n"}'
! Error from server (NotFound): deployments.apps "d" not found
! Error from server (NotFound): deployments.apps "d" not found
! error: cannot specify --patch and --patch-file together
! error: cannot specify --local and server resources
! Error from server (NotFound): deployments.apps "d" not found
! error: no objects passed to patch
! Error from server (NotFound): deployments.apps "d" not found
[1]

$ kubectl create svc clusterip s --tcp=80:80 --tcp=81:81 -o name; kubectl patch svc s -p '{"spec":{"ports":[{"port":80,"targetPort":8080}]}}'; kubectl get svc s -o jsonpath='{.spec.ports[*].targetPort}{"\n"}'; kubectl patch svc s -p '{"spec":{"$setElementOrder/ports":[{"port":81},{"port":80}],"ports":[{"port":82,"name":"n"}]}}'; kubectl get svc s -o jsonpath='{.spec.ports[*].port}{"\n"}'; kubectl create sa z -o name; kubectl patch sa z -p '{"imagePullSecrets":[{"name":"a"}],"secrets":[{"name":"q"}]}'; kubectl patch sa z -p '{"imagePullSecrets":[{"name":"b"}]}'; kubectl get sa z -o jsonpath='{.imagePullSecrets} {.secrets}{"\n"}'
service/s
service/s patched
8080 81
80 81
serviceaccount/z
serviceaccount/z patched
serviceaccount/z patched
[{"name":"b"}] [{"name":"q"}]
! Error from server: The order in patch list:
! [map[name:n port:82]]
!  doesn't match $setElementOrder list:
! [map[port:81] map[port:80]]

$ kubectl delete deploy d --wait=false
! Error from server (NotFound): deployments.apps "d" not found
[1]
