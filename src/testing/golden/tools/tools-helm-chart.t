$ mkdir -p c/templates && cat > c/Chart.yaml <<'Y'
> apiVersion: v2
> name: c
> version: 0.1.0
> appVersion: "1.0"
> Y
> cat > c/values.yaml <<'Y'
> color: blue
> replicas: 1
> env: {A: "1"}
> Y
> cat > c/values.schema.json <<'Y'
> {"type":"object","properties":{"replicas":{"type":"integer","minimum":0},"color":{"enum":["blue","green"]}}}
> Y
> cat > c/templates/cm.yaml <<'Y'
> apiVersion: v1
> kind: ConfigMap
> metadata:
>   name: {{ .Release.Name }}-cm
>   annotations: {rev: "{{ .Release.Revision }}", kube: {{ .Capabilities.KubeVersion.Version | quote }}}
> data:
>   color: {{ .Values.color | upper }}
>   has: {{ .Capabilities.APIVersions.Has "apps/v1/Deployment" | quote }}
>   none: {{ .Capabilities.APIVersions.Has "example.com/v1" | quote }}
> {{- range $k, $v := .Values.env }}
>   env_{{ $k }}: {{ $v | quote }}
> {{- end }}
> Y
> cat > c/templates/deploy.yaml <<'Y'
> apiVersion: apps/v1
> kind: Deployment
> metadata: {name: {{ .Release.Name }}}
> spec:
>   replicas: {{ .Values.replicas }}
>   selector: {matchLabels: {app: {{ .Release.Name }}}}
>   template:
>     metadata:
>       labels: {app: {{ .Release.Name }}}
>       annotations: {sum: {{ include (print $.Template.BasePath "/cm.yaml") . | sha256sum | trunc 8 }}}
>     spec: {containers: [{name: c, image: nginx}]}
> Y
> printf 'Hello {{ .Release.Name }} in {{ .Release.Namespace }}\n' > c/templates/NOTES.txt
> helm lint c
==> Linting c
[INFO] Chart.yaml: icon is recommended

1 chart(s) linted, 0 chart(s) failed

$ helm install x c --set color=red
! Error: INSTALLATION FAILED: values don't meet the specifications of the schema(s) in the following chart(s):
! c:
! - at '/color': value must be one of 'blue', 'green'
[1]

$ helm install x c --set replicas=a
! Error: INSTALLATION FAILED: values don't meet the specifications of the schema(s) in the following chart(s):
! c:
! - at '/replicas': got string, want integer
[1]

$ helm install x c --wait --timeout 60s | sed '/^LAST/d'
NAME: x
NAMESPACE: g-tools-helm-chart
STATUS: deployed
REVISION: 1
DESCRIPTION: Install complete
TEST SUITE: None
NOTES:
Hello x in g-tools-helm-chart

$ kubectl get cm x-cm -o json | jq -c '.data,.metadata.annotations,.metadata.labels'
{"color":"BLUE","env_A":"1","has":"true","none":"false"}
{"kube":"v1.35.4","meta.helm.sh/release-name":"x","meta.helm.sh/release-namespace":"g-tools-helm-chart","rev":"1"}
{"app.kubernetes.io/managed-by":"Helm"}

$ helm upgrade x c --set color=green --wait --timeout 60s | sed '/^LAST/d'; kubectl get cm x-cm -o jsonpath='{.data.color} {.metadata.annotations.rev}{"\n"}'
Release "x" has been upgraded. Happy Helming!
NAME: x
NAMESPACE: g-tools-helm-chart
STATUS: deployed
REVISION: 2
DESCRIPTION: Upgrade complete
TEST SUITE: None
NOTES:
Hello x in g-tools-helm-chart
GREEN 2

$ kubectl rollout history deploy/x
deployment.apps/x
REVISION  CHANGE-CAUSE
1  <none>
2  <none>

$ kubectl get deploy x -o json | jq -c '[.metadata.managedFields[]|{manager,operation,subresource}]'
! jq: error (at <stdin>:90): Cannot iterate over null (null)
[5]

$ kubectl scale deploy x --replicas=3; helm upgrade x c --set color=green | grep -E 'STATUS|REV'; kubectl get deploy x -o jsonpath='{.spec.replicas}{"\n"}'
deployment.apps/x scaled
3
! level=WARN msg="upgrade failed" name=x error="conflict occurred while applying object g-tools-helm-chart/x apps/v1, Kind=Deployment: Apply failed with 1 conflict: conflict with \"kubectl\" with subresource \"scale\" using apps/v1: .spec.replicas"
! Error: UPGRADE FAILED: conflict occurred while applying object g-tools-helm-chart/x apps/v1, Kind=Deployment: Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas

$ kubectl label cm x-cm app.kubernetes.io/managed-by-; helm upgrade x c | tail -1; kubectl get cm x-cm -o jsonpath='{.metadata.labels}{"\n"}'
configmap/x-cm unlabeled
{"app.kubernetes.io/managed-by":"Helm"}
! level=WARN msg="upgrade failed" name=x error="conflict occurred while applying object g-tools-helm-chart/x apps/v1, Kind=Deployment: Apply failed with 1 conflict: conflict with \"kubectl\" with subresource \"scale\" using apps/v1: .spec.replicas"
! Error: UPGRADE FAILED: conflict occurred while applying object g-tools-helm-chart/x apps/v1, Kind=Deployment: Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas

$ kubectl create cm y-cm; helm install y c
configmap/y-cm created
! Error: INSTALLATION FAILED: unable to build kubernetes objects from release manifest: unable to decode "": json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.name of type string
[1]

$ helm install y c --take-ownership --wait --timeout 60s | grep STATUS
! Error: INSTALLATION FAILED: unable to build kubernetes objects from release manifest: unable to decode "": json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.name of type string
[1]

$ helm get manifest y --revision 1 | head -8
! Error: release: not found

$ sed -i 's/kind: ConfigMap/kind: ConfigMapp/' c/templates/cm.yaml; helm upgrade y c
! Error: UPGRADE FAILED: "y" has no deployed releases
[1]

$ sed -i 's/kind: ConfigMapp/kind: ConfigMap/; s/^data:/data: [/' c/templates/cm.yaml; helm upgrade y c
! Error: UPGRADE FAILED: "y" has no deployed releases
[1]

$ helm history y | awk -F'\t' '{print $1,$3,$6}'
! Error: release: not found

$ helm package c; helm show chart c-0.1.0.tgz; helm show values c-0.1.0.tgz
Successfully packaged chart and saved it to: <dir>/w/c-0.1.0.tgz
apiVersion: v2
appVersion: "1.0"
name: c
version: 0.1.0

color: blue
replicas: 1
env: {A: "1"}

$ helm uninstall x --keep-history; helm list --uninstalled -q; helm rollback x 1 | head -1; helm status x | grep STATUS; helm uninstall x y --wait
release "x" uninstalled
x
Rollback was a success! Happy Helming!
STATUS: deployed
NAME  READY  STATUS  RESTARTS  AGE
release "x" uninstalled
! Error: uninstall: Release not loaded: y: release: not found
[1]
