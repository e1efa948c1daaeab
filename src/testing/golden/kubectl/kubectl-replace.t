$ kubectl create cm a --from-literal=k=1 >/dev/null; kubectl get cm a -o yaml | sed 's/k: "1"/k: "2"/' | kubectl replace -f -; kubectl get cm a -o jsonpath='{.data}{"\n"}'
configmap/a replaced
{"k":"2"}

$ echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: a, resourceVersion: "1"}}' | kubectl replace -f -; echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: x}}' | kubectl replace -f -; echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: absent}}' | kubectl replace -f -
! Error from server (Conflict): error when replacing "STDIN": Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again
! Error from server (Conflict): error when replacing "STDIN": Operation cannot be fulfilled on configmaps "a": StorageError: invalid object, Code: 4, Key: /registry/configmaps/g-kubectl-replace/a, ResourceVersion: <rv>, AdditionalErrorMsg: Precondition failed: UID in precondition: x, UID in object meta: <uid>
! Error from server (NotFound): error when replacing "STDIN": configmaps "absent" not found
[1]

$ echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {z: z}}' | kubectl replace --force -f -; kubectl get cm a -o jsonpath='{.data}{"\n"}'; echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: new}, data: {z: z}}' | kubectl replace --force -f -
configmap "a" deleted from g-kubectl-replace namespace
configmap/a replaced
{"z":"z"}
configmap/new replaced

$ echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}' > a.yaml; kubectl replace -f a.yaml --dry-run=server; kubectl replace -f a.yaml --dry-run=client -o yaml; kubectl replace -f a.yaml --save-config; kubectl get cm a -o jsonpath='{.metadata.annotations}{"\n"}'
configmap/a replaced (server dry run)
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  namespace: g-kubectl-replace
configmap/a replaced
{"kubectl.kubernetes.io/last-applied-configuration":"{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"annotations\":{},\"name\":\"a\",\"namespace\":\"g-kubectl-replace\"}}\n"}

$ kubectl replace; kubectl replace -f absent.yaml; echo '{}' | kubectl replace -f -; echo '{apiVersion: v1, kind: Nope, metadata: {name: a}}' | kubectl replace -f -
! error: must specify one of -f and -k
! error: the path "absent.yaml" does not exist
! error: error validating "STDIN": error validating data: [apiVersion not set, kind not set]; if you choose to ignore these errors, turn validation off with --validate=false
! error: resource mapping not found for name: "a" namespace: "" from "STDIN": no matches for kind "Nope" in version "v1"
! ensure CRDs are installed first
[1]

$ kubectl run p --image=a:1 -o name; kubectl get pod p -o yaml | sed 's/image: a:1/image: a:2/' | kubectl replace -f -; kubectl get pod p -o yaml | sed 's/restartPolicy: Always/restartPolicy: Never/' | kubectl replace -f - 2>&1 | head -3
pod/p
pod/p replaced
The Pod "p" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)
@@ -133,7 +133,7 @@
   }

$ kubectl replace --raw /api/v1/namespaces/$NS/configmaps/a -f a.yaml; kubectl replace --raw /api/v1/namespaces/$NS/configmaps/b -f a.yaml
! Error from server (BadRequest): the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: invalid character 'a' looking for beginning of object key string ({apiVersion: v1, kind: ConfigM ...)
! Error from server (BadRequest): the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: invalid character 'a' looking for beginning of object key string ({apiVersion: v1, kind: ConfigM ...)
[1]

$ kubectl create svc clusterip s --tcp=80 -o name; echo '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 81}]}}' | kubectl replace -f -; kubectl get svc s -o jsonpath='{.spec.ports[0].port}{"\n"}'; kubectl replace --subresource=status -f - <<< '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 82}]}, status: {loadBalancer: {ingress: [{ip: 1.2.3.4}]}}}'; kubectl get svc s -o jsonpath='{.spec.ports[0].port} {.status}{"\n"}'
service/s
service/s replaced
81
81 {"loadBalancer":{}}
! The Service "s" is invalid: status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'

$ kubectl create deploy d --image=a --replicas=0 -o name; echo '{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {selector: {matchLabels: {app: other}}, template: {metadata: {labels: {app: other}}, spec: {containers: [{name: a, image: b}]}}}}' | kubectl replace -f -; kubectl replace --cascade=wrong -f a.yaml; kubectl replace --force --grace-period=0 --timeout=5s -f a.yaml
deployment.apps/d
configmap "a" deleted from g-kubectl-replace namespace
configmap/a replaced
! The Deployment "d" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"other"}}: field is immutable
! error: invalid cascade value (wrong). Must be "background", "foreground", or "orphan"
